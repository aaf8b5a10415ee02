using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Evaluation;
using Uncertainty.Testing;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning.Tests.Selection;

/// <summary>What every selector must keep to.</summary>
[TestFixture("random")]
[TestFixture("top-k")]
[TestFixture("core-set")]
[TestFixture("badge")]
[TestFixture("cluster-margin")]
[TestFixture("cluster-margin, clusters made before")]
internal sealed class SelectorContracts(string name)
{
    private const int Count = 60;

    private DisposeScope _scope = null!;
    private PredictiveSamples _draws = null!;
    private CandidateSet _candidates = null!;
    private torch.nn.Module<Tensor, Tensor> _network = null!;
    private ClassificationEvaluation _evaluation = null!;
    private TensorPool _pool = null!;
    private PoolClusters _clusters = null!;

    [SetUp]
    public void SetUp()
    {
        _scope = torch.NewDisposeScope();
        Tensor features = Points.Normal(1, Count, 5);
        _draws = new PredictiveSamples(Points.Normal(2, 8, Count, 3).softmax(2));
        _candidates = CandidateSet.FromDraws(_draws, new CandidateFeatures(features, Points.Normal(3, Count, 3), Points.Normal(4, 4, 5)));
        _network = Networks.Mlp();
        _evaluation = UncertaintyEvaluation.ForClassification(_network, 3, options: new UncertaintyEvaluationOptions { Draws = 6, Seed = 3 });
        _pool = new TensorPool(Networks.Inputs(5, 80, Networks.Features));
        _clusters = PoolClusters.Fit(Points.Normal(6, 80, 5), new ClusteringOptions { MeanSize = 4 });
    }

    [TearDown]
    public void TearDown()
    {
        _pool.Dispose();
        _evaluation.Dispose();
        _network.Dispose();
        _candidates.Dispose();
        _draws.Dispose();
        _scope.Dispose();
    }

    [Test]
    public void Choose_AnyCount_GivesSoManyDifferentCandidatesWithScores([Values(1, 7, Count)] int count)
    {
        BatchSelection batch = Selector().Choose(_candidates, count);
        Assert.That(batch.Positions, Has.Count.EqualTo(count).And.Unique.And.All.InRange(0, Count - 1));
        Assert.That(batch.Scores, Has.Count.EqualTo(count).And.All.Matches<double>(double.IsFinite));
    }

    [Test]
    public void Choose_SameSeed_GivesTheSameBatch()
    {
        BatchSelection one = Selector().Choose(_candidates, 9, 17);
        BatchSelection two = Selector().Choose(_candidates, 9, 17);
        Assert.That(two.Positions, Is.EqualTo(one.Positions));
        Assert.That(two.Scores, Is.EqualTo(one.Scores));
    }

    [Test]
    public void Choose_CountOutOfRange_NamesTheParameter([Values(0, -1, Count + 1)] int count)
    {
        ArgumentOutOfRangeException error =
            Assert.Throws<ArgumentOutOfRangeException>(() => Selector().Choose(_candidates, count))!;
        Assert.That(error.ParamName, Is.EqualTo("count"));
    }

    [Test]
    public void Choose_NoCandidates_NamesTheParameter() =>
        Assert.That(Assert.Throws<ArgumentNullException>(() => Selector().Choose(null!, 1))!.ParamName, Is.EqualTo("candidates"));

    [Test]
    public void Choose_ForbiddenCandidates_AreNeverChosen()
    {
        int[] forbidden = [.. Selector().Choose(_candidates, 20).Positions];
        BatchSelection batch = Selector(new Forbids(forbidden)).Choose(_candidates, 40);
        Assert.That(batch.Positions, Is.EquivalentTo(Enumerable.Range(0, Count).Except(forbidden)));
    }

    [Test]
    public void Choose_TooFewAreAllowed_Throws([Values(1, Count)] int forbidden) =>
        Assert.Throws<InvalidOperationException>(
            () => Selector(new Forbids([.. Enumerable.Range(0, forbidden)])).Choose(_candidates, Count));

    [Test]
    public void Choose_PoolInOtherBatches_GivesTheSameBatch([Values(1, 7)] int batch)
    {
        using CandidateSet whole = OfPool(1000);
        using CandidateSet parts = OfPool(batch);
        Assert.That(Selector().Choose(parts, 8, 4).Positions, Is.EqualTo(Selector().Choose(whole, 8, 4).Positions));
    }

    [Test]
    public void Choose_LeavesNothingBehindAndChangesNothing()
    {
        double[] features = Values.Of(_candidates.Features().Values);
        double[] draws = Values.Of(_draws.Values);
        Leaks.AssertNone(() => Selector().Choose(_candidates, 5));
        Leaks.AssertNone(() => Selector(new MinimumDistance(1e-9, true), new ClassBalance(true)).Choose(_candidates, 5));
        Leaks.AssertNone(() =>
        {
            using CandidateSet candidates = OfPool(7);
            Selector(new MinimumDistance(1e-9), new ClassBalance()).Choose(candidates, 5);
        });
        Assert.That(Values.Of(_candidates.Features().Values), Is.EqualTo(features));
        Assert.That(Values.Of(_draws.Values), Is.EqualTo(draws));
    }

    [Test]
    public void Choose_NearDuplicatesForbidden_KeepsTheDistance()
    {
        BatchSelection batch = Selector(new MinimumDistance(2)).Choose(_candidates, 6);
        FeatureRows rows = new(_candidates.Features().Values);
        for (int i = 0; i < 6; i++)
        {
            Assert.That(
                batch.Positions.Skip(i + 1).Select(other => rows.Distance(batch.Positions[i], other)), Is.All.GreaterThanOrEqualTo(2));
        }
    }

    private CandidateSet OfPool(int batch) => CandidateSet.FromPool(
        _pool,
        [.. Enumerable.Range(0, 80).Where(index => index % 4 != 0)],
        _evaluation,
        FeatureReader.Penultimate(_network),
        [new LabelledInput(0, 1), new LabelledInput(8, 2)],
        batch);

    private BatchSelector Selector(params ISelectionConstraint[] constraints) => name switch
    {
        "random" => new RandomSelector { Constraints = constraints },
        "top-k" => new TopKSelector(Points.One) { Constraints = constraints },
        "core-set" => new CoreSetSelector { Constraints = constraints },
        "badge" => new BadgeSelector { Constraints = constraints },
        "cluster-margin" => new ClusterMarginSelector(Points.One, filter: 2) { Constraints = constraints },
        _ => new ClusterMarginSelector(Points.One, _clusters, 2) { Constraints = constraints },
    };
}
