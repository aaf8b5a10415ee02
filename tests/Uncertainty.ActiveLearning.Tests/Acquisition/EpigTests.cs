using Uncertainty.Bnn;
using Uncertainty.Testing;

namespace Uncertainty.ActiveLearning.Tests.Acquisitions;

[TestFixture]
internal sealed class EpigTests
{
    /// <summary>Targets that fit into one block, and more than that.</summary>
    [TestCase(6)]
    [TestCase(1500)]
    public void Epig_IsTheMeanMutualInformation(int targets)
    {
        const int Count = 5;
        using PredictiveSamples draws = Draws.OfClasses(1, 8, Count, 3);
        using PredictiveSamples targetDraws = Draws.OfClasses(2, 8, targets, 4);
        double[] expected = [.. Enumerable.Range(0, Count).Select(n =>
            Enumerable.Range(0, targets).Average(m => Information(Rows(draws, n), Rows(targetDraws, m))))];
        Assert.That(Draws.Scores(Acquisition.Epig(targetDraws), draws), Is.EqualTo(expected).Within(1e-13));
    }

    /// <summary>An input that is its own target, with draws that are sure, tells all that there is to tell.</summary>
    [Test]
    public void Epig_OfTheTargetItself_IsItsBaldWhereDrawsAreSure()
    {
        using PredictiveSamples draws = Draws.Of([1, 0, 0, 1, 1, 0, 0, 1], 4, 1, 2);
        Assert.That(Draws.Scores(Acquisition.Epig(draws), draws), Is.EqualTo(new[] { Math.Log(2) }).Within(1e-15));
    }

    /// <summary>Uncertain, but by other draws than the target: worth a label to BALD, not to EPIG.</summary>
    [Test]
    public void Epig_OfAnInputThatTellsNothingOfTheTarget_IsZero()
    {
        using PredictiveSamples draws = Draws.Of([1, 0, 1, 0, 0, 1, 0, 1], 4, 1, 2);
        using PredictiveSamples target = Draws.Of([1, 0, 0, 1, 1, 0, 0, 1], 4, 1, 2);
        Assert.That(Draws.Scores(Acquisition.Epig(target), draws), Is.EqualTo(new[] { 0.0 }));
        Assert.That(Draws.Scores(Acquisition.Bald, draws), Is.EqualTo(new[] { Math.Log(2) }).Within(1e-15));
    }

    [Test]
    public void Epig_OfTargetMaps_IsThatOfTheirPositions()
    {
        using PredictiveSamples draws = Draws.OfClasses(1, 8, 5, 3);
        using PredictiveSamples maps = Draws.OfClasses(2, 8, 2, 4, 3);
        using PredictiveSamples positions = Draws.Changed(maps, values => values.movedim([3], [2]).reshape(8, 6, 4));
        Assert.That(
            Draws.Scores(Acquisition.Epig(maps), draws), Is.EqualTo(Draws.Scores(Acquisition.Epig(positions), draws)));
    }

    [Test]
    public void Epig_KeepsACopyOfTheTargets()
    {
        using PredictiveSamples draws = Draws.OfClasses(1, 8, 5, 3);
        AcquisitionFunction function;
        double[] expected;
        using (PredictiveSamples targets = Draws.OfClasses(2, 8, 4, 3))
        {
            function = Acquisition.Epig(targets);
            expected = Draws.Scores(function, draws);
        }

        Assert.That(Draws.Scores(function, draws), Is.EqualTo(expected));
    }

    [Test]
    public void Epig_BadArguments_ThrowWithName()
    {
        using PredictiveSamples targets = Draws.OfClasses(2, 8, 4, 3);
        using PredictiveSamples fewer = Draws.OfClasses(2, 7, 4, 3);
        using PredictiveSamples none = Draws.Changed(targets, values => values * 2);
        using PredictiveSamples oneClass = Draws.Of([1, 1], 2, 1, 1);
        Assert.That(
            () => Acquisition.Epig(targets)(fewer),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("draws").And.Message.Contains("8 draws").And.Message.Contains("got 7"));
        foreach (PredictiveSamples? bad in new[] { none, oneClass, null })
        {
            Assert.That(() => Acquisition.Epig(bad!), Throws.InstanceOf<ArgumentException>().With.Property("ParamName").EqualTo("targetDraws"));
        }
    }

    [Test]
    public void Epig_LeavesNothing()
    {
        using PredictiveSamples draws = Draws.OfClasses(2, 8, 4, 3);
        Leaks.AssertNone(() => Acquisition.Epig(draws)(draws).Dispose());
    }

    private static double[][] Rows(PredictiveSamples draws, int input)
    {
        double[] values = Values.Of(draws.Values);
        return [.. Enumerable.Range(0, draws.Draws).Select(s =>
            values.AsSpan(((s * draws.Inputs) + input) * draws.Outputs, draws.Outputs).ToArray())];
    }

    private static double Information(double[][] one, double[][] other)
    {
        double sum = 0;
        for (int y = 0; y < one[0].Length; y++)
        {
            for (int z = 0; z < other[0].Length; z++)
            {
                double joint = one.Zip(other, (p, q) => p[y] * q[z]).Average();
                sum += joint * Math.Log(joint / (one.Average(p => p[y]) * other.Average(q => q[z])));
            }
        }

        return sum;
    }
}
