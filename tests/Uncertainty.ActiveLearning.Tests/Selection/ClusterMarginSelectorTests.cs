using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Evaluation;
using Uncertainty.Testing;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning.Tests.Selection;

[TestFixture]
internal sealed class ClusterMarginSelectorTests
{
    /// <summary>Three clusters of pairs of points at one place each: {0, 1, 2, 3}, {4, 5} and {6}.</summary>
    private static readonly double[] Places = [0, 0, 0, 0, 50, 50, 900];

    [Test]
    public void Choose_GivenClusters_TakeTurnsFromTheSmallest([Range(0, 4)] int seed)
    {
        PoolClusters clusters = Clusters();
        using PredictiveSamples draws = Points.Draws(0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3);
        using CandidateSet candidates = CandidateSet.FromDraws(draws);
        BatchSelection batch = new ClusterMarginSelector(Points.One, clusters).Choose(candidates, 6, seed);
        Assert.That(batch.Positions.Select(position => clusters[position]), Is.EqualTo(new[] { 2, 1, 0, 1, 0, 0 }));
        double[] scores = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3];
        Assert.That(batch.Scores, Is.EqualTo(batch.Positions.Select(position => scores[position])).Within(1e-15));
    }

    [Test]
    public void Choose_Filter_KeepsTheHighestScores()
    {
        using PredictiveSamples draws = Points.Draws(0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3);
        using CandidateSet candidates = CandidateSet.FromDraws(draws);
        BatchSelection all = new ClusterMarginSelector(Points.One, Clusters(), 1).Choose(candidates, 3);
        Assert.That(all.Positions, Is.EquivalentTo(new[] { 0, 1, 2 }));
        BatchSelection more = new ClusterMarginSelector(Points.One, Clusters(), 1.5).Choose(candidates, 3);
        Assert.That(more.Positions[0], Is.EqualTo(4), "five are kept: the smallest cluster among them has one");
        Assert.That(more.Positions.Skip(1), Is.All.LessThan(4));
    }

    [Test]
    public void Choose_ManySeeds_EveryMemberOfAClusterIsAsLikely()
    {
        const int Runs = 2000;
        PoolClusters clusters = Clusters();
        using PredictiveSamples draws = Points.Draws(0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3);
        using CandidateSet candidates = CandidateSet.FromDraws(draws);
        int[] counts = new int[4];
        for (int seed = 0; seed < Runs; seed++)
        {
            counts[new ClusterMarginSelector(Points.One, clusters).Choose(candidates, 3, seed).Positions[2]]++;
        }

        Assert.That(counts, Is.All.EqualTo(Runs / 4.0).Within(5 * Math.Sqrt(Runs * 3 / 16.0)));
    }

    [Test]
    public void Choose_ConstraintsLeaveTooFewOfThoseKept_TheNextByScoreFollow()
    {
        using PredictiveSamples draws = Points.Draws(0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3);
        using CandidateSet candidates = CandidateSet.FromDraws(draws, new CandidateFeatures(Points.Line(Places)));
        ClusterMarginSelector selector = new(Points.One, Clusters(), 1) { Constraints = [new MinimumDistance(1)] };
        BatchSelection batch = selector.Choose(candidates, 3);
        Assert.That(batch.Positions.Skip(1), Is.EqualTo(new[] { 4, 6 }));
        Assert.That(batch.Positions[0], Is.LessThan(3));
    }

    [Test]
    public void Choose_NoClusters_TakesOneOfEachGroup([Range(0, 4)] int seed)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor groups = torch.tensor(Enumerable.Range(0, 40).Select(i => 100.0 * (i % 4)).ToArray()).unsqueeze(1);
        using PredictiveSamples draws = Points.Draws([.. Enumerable.Range(0, 40).Select(i => 0.5)]);
        using CandidateSet candidates = CandidateSet.FromDraws(draws, new CandidateFeatures(groups + Points.Normal(1, 40, 3)));
        BatchSelection batch = new ClusterMarginSelector(Points.One).Choose(candidates, 4, seed);
        Assert.That(batch.Positions.Select(position => position % 4), Is.EquivalentTo(new[] { 0, 1, 2, 3 }));
    }

    [Test]
    public void Choose_PartOfAPool_LooksTheClustersUpByTheNumbersInThePool()
    {
        using torch.nn.Module<Tensor, Tensor> network = Networks.Mlp();
        using ClassificationEvaluation evaluation =
            UncertaintyEvaluation.ForClassification(network, 3, options: new UncertaintyEvaluationOptions { Draws = 4 });
        using Tensor inputs = Networks.Inputs(5, 90, Networks.Features);
        using TensorPool pool = new(inputs);
        PoolClusters clusters = PoolClusters.Fit(pool, FeatureReader.Given(), new ClusteringOptions { MeanSize = 15 }, batch: 7);
        int[] indices = [.. Enumerable.Range(30, 60).Reverse()];
        using CandidateSet candidates = CandidateSet.FromPool(pool, indices, evaluation);
        BatchSelection batch = new ClusterMarginSelector(Points.One, clusters, 100).Choose(candidates, 20);

        // In turns every cluster gives as many as the others, or all it has.
        ILookup<int, int> there = indices.ToLookup(index => clusters[index]);
        Dictionary<int, int> taken = batch.Positions.CountBy(position => clusters[indices[position]]).ToDictionary();
        int most = taken.Values.Max();
        foreach (IGrouping<int, int> cluster in there)
        {
            Assert.That(taken.GetValueOrDefault(cluster.Key), Is.EqualTo(cluster.Count()).Or.GreaterThanOrEqualTo(most - 1));
        }
    }

    [Test]
    public void Choose_ClustersOfASmallerPool_Throws()
    {
        using PredictiveSamples draws = Points.Draws(0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2);
        using CandidateSet candidates = CandidateSet.FromDraws(draws);
        InvalidOperationException error =
            Assert.Throws<InvalidOperationException>(() => new ClusterMarginSelector(Points.One, Clusters()).Choose(candidates, 2))!;
        Assert.That(error.Message, Does.Contain("7 inputs").And.Contain("number 7"));
    }

    [Test]
    public void Constructor_BadArguments_NamesTheParameter([Values(0.5, double.NaN, double.PositiveInfinity)] double filter)
    {
        Assert.That(
            Assert.Throws<ArgumentOutOfRangeException>(() => _ = new ClusterMarginSelector(Points.One, filter: filter))!.ParamName,
            Is.EqualTo("filter"));
        Assert.That(Assert.Throws<ArgumentNullException>(() => _ = new ClusterMarginSelector(null!))!.ParamName, Is.EqualTo("function"));
    }

    private static PoolClusters Clusters()
    {
        using Tensor places = Points.Line(Places);
        return PoolClusters.Fit(places, new ClusteringOptions { MeanSize = 3 });
    }
}
