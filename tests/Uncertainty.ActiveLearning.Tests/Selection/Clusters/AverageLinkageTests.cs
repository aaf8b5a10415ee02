using TorchSharp;
using TorchSharp.Tests;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning.Tests.Selection.Clusters;

[TestFixture]
internal sealed class AverageLinkageTests
{
    [Test]
    public void Merge_PointsOnALine_GivesTheMeanSquaredDistances()
    {
        using Tensor line = Points.Line(0, 1, 5, 7);
        IReadOnlyList<(int Lower, int Upper, double Distance)> merges = Merge(line);
        Assert.That(merges.Select(merge => (merge.Lower, merge.Upper)), Is.EqualTo(new[] { (0, 1), (2, 3), (0, 2) }));
        Assert.That(merges.Select(merge => merge.Distance), Is.EqualTo(new[] { 1, 4, (25 + 49 + 16 + 36) / 4.0 }).Within(1e-12));
    }

    [Test]
    public void Merge_RecordedCase_MatchesScipyAndScikitLearn([Values("linkage_raw", "linkage_directions")] string name)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Oracle recorded = Oracle.Load("batch_diversity.csv");
        FeatureRows rows = new(recorded.Tensor(name, "features", torch.ScalarType.Float64));
        if (name == "linkage_directions")
        {
            rows.Normalise();
        }

        IReadOnlyList<(int Lower, int Upper, double Distance)> merges = AverageLinkage.Merge(rows, null, default);
        Assert.That(merges.Select(merge => merge.Distance), Is.EqualTo(recorded.Values(name, "heights")).Within(1e-6).Percent);
        Assert.That(AverageLinkage.Cut(merges, 9), Is.EqualTo(recorded.Values(name, "labels")));
    }

    [Test]
    public void Merge_ManyRows_MatchesTheNaiveLoopOnAnyThreads([Values(1, 2)] int threads, [Values(3, 40)] int width)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor features = Points.Normal(3, 600, width) + (4 * Points.Normal(4, 20, width)).repeat(30, 1) + 1000;
        int before = torch.get_num_threads();
        torch.set_num_threads(threads);
        IReadOnlyList<(int Lower, int Upper, double Distance)> merges;
        try
        {
            merges = Merge(features);
        }
        finally
        {
            torch.set_num_threads(before);
        }

        double[] expected = NaiveHeights(new FeatureRows(features));
        Assert.That(merges.Select(merge => merge.Distance), Is.EqualTo(expected).Within(1e-6).Percent);
    }

    [Test]
    public void Cut_EqualRows_AreTogetherFirst()
    {
        using Tensor line = Points.Line(3, 8, 3, 8, 3, 1);
        Assert.That(AverageLinkage.Cut(Merge(line), 3), Is.EqualTo(new[] { 0, 1, 0, 1, 0, 2 }));
        Assert.That(AverageLinkage.Cut(Merge(line), 2), Is.EqualTo(new[] { 0, 1, 0, 1, 0, 0 }));
        Assert.That(AverageLinkage.Cut(Merge(line), 1), Is.All.Zero);
        Assert.That(AverageLinkage.Cut(Merge(line), 6), Is.EqualTo(new[] { 0, 1, 2, 3, 4, 5 }));
    }

    [Test]
    public void Merge_EqualDistances_GoByNumber()
    {
        using Tensor line = Points.Line(0, 1, 2, 3);
        IReadOnlyList<(int Lower, int Upper, double Distance)> merges = Merge(line);
        Assert.That(merges.Select(merge => (merge.Lower, merge.Upper)), Is.EqualTo(new[] { (0, 1), (2, 3), (0, 2) }));
    }

    [Test]
    public void Merge_WideFeatures_DistancesInAFewCoordinatesAreNoLarger()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        FeatureRows rows = new(Points.Normal(3, 50, 40) * torch.linspace(0.1, 5, 40));
        FeatureRows few = PrincipalCoordinates.Of(rows)!;
        double all = 0;
        double part = 0;
        for (int i = 0; i < 50; i++)
        {
            for (int j = 0; j < 50; j++)
            {
                Assert.That(few.Distance(i, j), Is.LessThanOrEqualTo(rows.Distance(i, j) + 1e-12));
                all += Math.Pow(rows.Distance(i, j), 2);
                part += Math.Pow(few.Distance(i, j), 2);
            }
        }

        Assert.That(part / all, Is.InRange(0.7, 1), "they are those that differ most");
    }

    [Test]
    public void Merge_FeaturesBeyondMeasure_Throws()
    {
        using Tensor line = Points.Line(1e200, -1e200, 0);
        Assert.Throws<InvalidOperationException>(() => Merge(line));
    }

    private static IReadOnlyList<(int Lower, int Upper, double Distance)> Merge(Tensor features) =>
        AverageLinkage.Merge(new FeatureRows(features), null, default);

    /// <summary>Merges the two nearest, by the mean of all squared distances between their members, until one is left.</summary>
    private static double[] NaiveHeights(FeatureRows rows)
    {
        int count = rows.Count;
        double[,] sums = new double[count, count];
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++)
            {
                sums[i, j] = Math.Pow(rows.Distance(i, j), 2);
            }
        }

        int[] sizes = [.. Enumerable.Repeat(1, count)];
        List<int> alive = [.. Enumerable.Range(0, count)];
        List<double> heights = [];
        while (alive.Count > 1)
        {
            (int A, int B, double Distance) best = (0, 0, double.PositiveInfinity);
            for (int a = 0; a < alive.Count; a++)
            {
                for (int b = a + 1; b < alive.Count; b++)
                {
                    double mean = sums[alive[a], alive[b]] / (sizes[alive[a]] * sizes[alive[b]]);
                    best = mean < best.Distance ? (alive[a], alive[b], mean) : best;
                }
            }

            foreach (int other in alive)
            {
                sums[best.A, other] += sums[best.B, other];
                sums[other, best.A] = sums[best.A, other];
            }

            sizes[best.A] += sizes[best.B];
            alive.Remove(best.B);
            heights.Add(best.Distance);
        }

        return [.. heights];
    }
}
