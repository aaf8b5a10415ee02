using Uncertainty.Bnn;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.ActiveLearning.Tests.Acquisitions;

[TestFixture]
internal sealed class LogProbabilityTests
{
    [Test]
    public void FromLogProbabilities_AreThoseOfTheProbabilities()
    {
        using PredictiveSamples draws = Draws.OfClasses(5, 6, 9, 4);
        using PredictiveSamples logarithms = Draws.Changed(draws, values => values.log());
        foreach (AcquisitionCase entry in AcquisitionCase.All.Where(entry => !entry.IsRegression))
        {
            Assert.That(
                Draws.Scores(Acquisition.FromLogProbabilities(entry.Function), logarithms),
                Is.EqualTo(Draws.Scores(entry.Function, draws)).Within(1e-13),
                entry.Name);
        }
    }

    /// <summary>Of single precision the probability of the second class is lost, and with it the order of the two inputs.</summary>
    [Test]
    public void FromLogProbabilities_OfSinglePrecision_KeepsWhatTheirExponentialsLose()
    {
        float[] values = [-1e-30f, -120, -1e-30f, -110];
        using Tensor logarithms = tensor(values, 1, 2, 2);
        using PredictiveSamples draws = new(logarithms);
        using PredictiveSamples exponentials = Draws.Changed(draws, tensor => tensor.exp());
        double[] kept = Draws.Scores(Acquisition.FromLogProbabilities(Acquisition.Entropy), draws);
        Assert.That(kept[0], Is.EqualTo(120 * Math.Exp(-120)).Within(1).Percent);
        Assert.That(kept[1], Is.GreaterThan(kept[0]));
        Assert.That(Draws.Scores(Acquisition.Entropy, exponentials), Is.All.Zero);
    }

    [Test]
    public void FromLogProbabilities_OfImpossibleClasses_AreThoseOfZero()
    {
        using PredictiveSamples draws = Draws.Of([0, double.NegativeInfinity, double.NegativeInfinity, 0], 2, 1, 2);
        Assert.That(Draws.Scores(Acquisition.FromLogProbabilities(Acquisition.Bald), draws), Is.EqualTo(new[] { Math.Log(2) }).Within(1e-15));
    }

    [TestCase(double.NaN, 0)]
    [TestCase(double.PositiveInfinity, 0)]
    [TestCase(double.NegativeInfinity, double.NegativeInfinity)]
    [TestCase(0.5, 0.5)]
    public void FromLogProbabilities_OfWhatIsNone_ThrowsWithNameAndLeavesNothing(double first, double second)
    {
        using PredictiveSamples draws = Draws.Of([first, second], 1, 1, 2);
        AcquisitionFunction function = Acquisition.FromLogProbabilities(Acquisition.Bald);
        Leaks.AssertNone(() =>
            Assert.That(() => function(draws), Throws.ArgumentException.With.Property("ParamName").EqualTo("draws")));
    }

    [Test]
    public void FromLogProbabilities_LeavesNothing()
    {
        using PredictiveSamples draws = Draws.OfClasses(5, 6, 9, 4);
        using PredictiveSamples logarithms = Draws.Changed(draws, values => values.log());
        AcquisitionFunction function = Acquisition.FromLogProbabilities(Acquisition.Bald);
        Leaks.AssertNone(() => function(logarithms).Dispose());
        Assert.That(() => Acquisition.FromLogProbabilities(null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("function"));
        Assert.That(() => function(null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("draws"));
    }
}
