using TorchSharp;
using TorchSharp.Tests;
using Uncertainty.Testing;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning.Tests.Selection;

[TestFixture]
internal sealed class CoreSetSelectorTests
{
    [Test]
    public void Choose_PointsOnALine_TakesTheFarthestEachTime()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using CandidateSet candidates = Points.Candidates(Points.Line(1, 2, 10, 7, 2), labelled: Points.Line(0));
        BatchSelection batch = new CoreSetSelector().Choose(candidates, 5);
        Assert.That(batch.Positions, Is.EqualTo(new[] { 2, 3, 1, 0, 4 }));
        Assert.That(batch.Scores, Is.EqualTo(new[] { 10.0, 3, 2, 1, 0 }));
    }

    [Test]
    public void Choose_NothingLabelled_BeginsNearestToTheMean()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using CandidateSet candidates = Points.Candidates(Points.Line(0, 4, 5, 6, 20));
        BatchSelection batch = new CoreSetSelector().Choose(candidates, 3);
        Assert.That(batch.Positions, Is.EqualTo(new[] { 3, 4, 0 }));
        Assert.That(batch.Scores, Is.EqualTo(new[] { 1.0, 14, 6 }));
    }

    [Test]
    public void Choose_RecordedCase_MatchesScikitLearn()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Oracle recorded = Oracle.Load("batch_diversity.csv");
        using CandidateSet candidates = Points.Candidates(
            recorded.Tensor("core_set", "features", torch.ScalarType.Float64),
            labelled: recorded.Tensor("core_set", "labelled", torch.ScalarType.Float64));
        BatchSelection batch = new CoreSetSelector().Choose(candidates, 15);
        Assert.That(batch.Positions, Is.EqualTo(recorded.Values("core_set", "chosen")));
        Assert.That(batch.Scores, Is.EqualTo(recorded.Values("core_set", "radii")).Within(1e-7));
    }

    [Test]
    public void Choose_ManyCandidates_SkippingDistancesAndThreadsChangeNoBit([Values(1, 2)] int threads)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor groups = 20 * Points.Normal(1, 12, 4);
        Tensor features = groups.repeat(100, 1) + Points.Normal(2, 1200, 4);
        using CandidateSet candidates = Points.Candidates(features, labelled: Points.Normal(3, 5, 4));
        int before = torch.get_num_threads();
        torch.set_num_threads(threads);
        BatchSelection batch;
        try
        {
            batch = new CoreSetSelector().Choose(candidates, 60);
        }
        finally
        {
            torch.set_num_threads(before);
        }

        (int[] positions, double[] scores) = Naive(candidates.Features(), 60);
        Assert.That(batch.Positions, Is.EqualTo(positions));
        Assert.That(batch.Scores, Is.EqualTo(scores));
    }

    [Test]
    public void Choose_SmallSets_LeavesAtMostTwiceTheLeastPossibleRadius([Range(1, 10)] int seed)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using CandidateSet candidates = Points.Candidates(Points.Normal(seed, 10, 2));
        FeatureRows rows = new(candidates.Features().Values);
        double least = double.PositiveInfinity;
        for (int a = 0; a < 10; a++)
        {
            for (int b = a + 1; b < 10; b++)
            {
                for (int c = b + 1; c < 10; c++)
                {
                    least = Math.Min(least, Radius(rows, [a, b, c]));
                }
            }
        }

        BatchSelection batch = new CoreSetSelector().Choose(candidates, 3);
        Assert.That(Radius(rows, batch.Positions), Is.LessThanOrEqualTo(2 * least).And.GreaterThanOrEqualTo(least));
    }

    [Test]
    public void Choose_NoFeatures_Throws()
    {
        using Bnn.PredictiveSamples draws = Points.Draws(0.5, 0.25);
        using CandidateSet candidates = CandidateSet.FromDraws(draws);
        Assert.Throws<InvalidOperationException>(() => new CoreSetSelector().Choose(candidates, 1));
    }

    [Test]
    public void Choose_Cancelled_Throws()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using CandidateSet candidates = Points.Candidates(Points.Line(0, 1, 2));
        Assert.Throws<OperationCanceledException>(() => new CoreSetSelector().Choose(candidates, 2, 0, new CancellationToken(true)));
        using CandidateSet withLogits = Points.Candidates(Points.Line(0, 1, 2), Points.Rows([1, 2], [3, 1], [0, 4]));
        Assert.Throws<OperationCanceledException>(() => new BadgeSelector().Choose(withLogits, 2, 0, new CancellationToken(true)));
    }

    private static double Radius(FeatureRows rows, IReadOnlyList<int> centres) =>
        Enumerable.Range(0, rows.Count).Max(i => centres.Min(centre => rows.Distance(i, centre)));

    private static (int[] Positions, double[] Scores) Naive(CandidateFeatures features, int count)
    {
        FeatureRows rows = new(features.Values);
        double[] labelled = Values.Of(features.Labelled!);
        List<double[]> centres = [.. labelled.Chunk(rows.Width)];
        List<int> positions = [];
        List<double> scores = [];
        while (positions.Count < count)
        {
            double[] nearest = [.. Enumerable.Range(0, rows.Count).Select(i => centres.Min(centre => rows.Distance(i, centre)))];
            int farthest = Array.IndexOf(nearest, nearest.Max());
            positions.Add(farthest);
            scores.Add(nearest[farthest]);
            centres.Add(rows[farthest].ToArray());
        }

        return ([.. positions], [.. scores]);
    }
}
