using TorchSharp;
using Uncertainty.ActiveLearning.Tests.Selection;
using Uncertainty.Evaluation;
using Uncertainty.Testing;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning.Tests.Docs;

/// <summary>The code of docs/methods/batch-diversity.md, as it stands there.</summary>
[TestFixture]
internal sealed class BatchDiversitySnippetTests
{
    [Test]
    public void BatchDiversityPage()
    {
        using torch.nn.Module<Tensor, Tensor> network = Networks.Mlp();
        using ClassificationEvaluation evaluation =
            UncertaintyEvaluation.ForClassification(network, 3, options: new UncertaintyEvaluationOptions { Draws = 5 });
        using Tensor inputs = Networks.Inputs(1, 300, Networks.Features);
        using TensorPool pool = new(inputs);
        LabelledInput[] labelled = [new(3, 0), new(70, 1), new(299, 2)];
        int[] open = [.. Enumerable.Range(0, 300).Except(labelled.Select(input => input.Index))];
        AcquisitionFunction function = Points.One;
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

        // pool: 300 inputs. evaluation: a trained classifier. labelled: numbers and labels. open: the numbers without labels.
        FeatureReader reader = FeatureReader.Penultimate(network);
        using CandidateSet candidates = CandidateSet.FromPool(pool, open, evaluation, reader, labelled);

        BatchSelection cover = new CoreSetSelector().Choose(candidates, 10);
        BatchSelection badge = new BadgeSelector().Choose(candidates, 10, seed: 1);
        int[] ask = [.. badge.Positions.Select(position => candidates.Indices[position])];   // their numbers in the pool

        Assert.That(cover.Scores, Is.Ordered.Descending);
        Assert.That(ask, Is.Unique.And.SubsetOf(open));
        try
        {
            PoolClusters clusters = PoolClusters.Fit(pool, reader, new ClusteringOptions { MeanSize = 10, Normalise = true });
            clusters.Save(path);
            ClusterMarginSelector selector = new(function, PoolClusters.Load(path), filter: 3);
            BatchSelection many = selector.Choose(candidates, 50, seed: 1);

            Assert.That(clusters.Count, Is.EqualTo(30));
            Assert.That(many.Positions, Has.Count.EqualTo(50).And.Unique);
        }
        finally
        {
            File.Delete(path);
        }

        TopKSelector careful = new(function)
        {
            Constraints = [new MinimumDistance(0.05, fromLabelled: true), new ClassBalance(withLabelled: true)],
        };
        BatchSelection apart = careful.Choose(candidates, 10);
        Assert.That(apart.Positions, Has.Count.EqualTo(10).And.Unique);
    }
}
