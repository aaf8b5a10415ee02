using Uncertainty.Bnn;
using Uncertainty.Testing;

namespace Uncertainty.ActiveLearning.Tests.Acquisitions;

[TestFixture]
internal sealed class RegressionAcquisitionTests
{
    /// <summary>Two draws of one input with two targets: means 1 and 3 with noise 2 and 4, means 5 and 5 with noise 1.</summary>
    private static readonly double[] TwoDraws = [1, 2, 5, 1, 3, 4, 5, 1];

    [Test]
    public void Scores_OfTwoDraws_AreThoseByHand()
    {
        using PredictiveSamples draws = Draws.Of(TwoDraws, 2, 1, 2, 2);
        Assert.That(Draws.Scores(Acquisition.EpistemicVariance, draws), Is.EqualTo(new[] { 1.0 }));
        Assert.That(Draws.Scores(Acquisition.PredictiveVariance, draws), Is.EqualTo(new[] { 5.0 }));
        double information = 0.5 * (Math.Log(4) - ((Math.Log(2) + Math.Log(4)) / 2));
        Assert.That(Draws.Scores(Acquisition.GaussianBald, draws), Is.EqualTo(new[] { information }).Within(1e-15));
    }

    [Test]
    public void Scores_AreThoseOfTheFormulas()
    {
        const int S = 9;
        const int N = 6;
        const int D = 3;
        using PredictiveSamples draws = Draws.OfRegression(4, S, N, D);
        double[] values = Values.Of(draws.Values);
        double At(int s, int n, int d, int k) => values[(((((s * N) + n) * D) + d) * 2) + k];
        IEnumerable<int> range = Enumerable.Range(0, S);
        double[] spread = new double[N];
        double[] total = new double[N];
        double[] information = new double[N];
        for (int n = 0; n < N; n++)
        {
            for (int d = 0; d < D; d++)
            {
                double mean = range.Average(s => At(s, n, d, 0));
                double variance = range.Average(s => Math.Pow(At(s, n, d, 0) - mean, 2));
                double noise = range.Average(s => At(s, n, d, 1));
                spread[n] += variance;
                total[n] += variance + noise;
                information[n] += 0.5 * (Math.Log(variance + noise) - range.Average(s => Math.Log(At(s, n, d, 1))));
            }
        }

        Assert.That(Draws.Scores(Acquisition.EpistemicVariance, draws), Is.EqualTo(spread).Within(1e-12));
        Assert.That(Draws.Scores(Acquisition.PredictiveVariance, draws), Is.EqualTo(total).Within(1e-12));
        Assert.That(Draws.Scores(Acquisition.GaussianBald, draws), Is.EqualTo(information).Within(1e-12));
    }

    /// <summary>The information of the mixture itself, by integration: never more than that of its moments, and the same where it is normal.</summary>
    [Test]
    public void GaussianBald_IsNotBelowTheMixtures()
    {
        (double Mean, double Variance)[] draws = [(-1, 1), (0.5, 0.6), (1, 1.4)];
        double Density(double y) => draws.Average(draw => Math.Exp(-Math.Pow(y - draw.Mean, 2) / (2 * draw.Variance)) / Math.Sqrt(2 * Math.PI * draw.Variance));
        double entropy = 0;
        const double Step = 1e-3;
        for (double y = -12; y < 12; y += Step)
        {
            entropy -= Step * Density(y) * Math.Log(Density(y));
        }

        double mixture = entropy - draws.Average(draw => 0.5 * Math.Log(2 * Math.PI * Math.E * draw.Variance));
        using PredictiveSamples samples = Draws.Of([.. draws.SelectMany(draw => new[] { draw.Mean, draw.Variance })], 3, 1, 1, 2);
        Assert.That(Draws.Scores(Acquisition.GaussianBald, samples).Single(), Is.InRange(mixture, mixture * 1.05));
    }

    [Test]
    public void EpistemicVariance_OfMeansAlone_IsTheSame()
    {
        using PredictiveSamples draws = Draws.OfRegression(4, 5, 6, 3);
        using PredictiveSamples means = Draws.Changed(draws, values => values.narrow(3, 0, 1));
        Assert.That(Draws.Scores(Acquisition.EpistemicVariance, means), Is.EqualTo(Draws.Scores(Acquisition.EpistemicVariance, draws)));
    }

    [Test]
    public void Scores_WithoutNoise_SaySo()
    {
        using PredictiveSamples draws = Draws.OfRegression(4, 5, 6, 3);
        using PredictiveSamples means = Draws.Changed(draws, values => values.narrow(3, 0, 1));
        foreach (AcquisitionFunction function in new AcquisitionFunction[] { Acquisition.PredictiveVariance, Acquisition.GaussianBald })
        {
            Assert.That(
                () => function(means), Throws.ArgumentException.With.Property("ParamName").EqualTo("draws").And.Message.Contains("noise is not known"));
        }
    }

    [Test]
    public void Scores_OfVariancesOutOfRange_SayTheLowest()
    {
        using PredictiveSamples zero = Draws.Of([1, 0, 2, 1], 2, 1, 1, 2);
        using PredictiveSamples negative = Draws.Of([1, -0.5, 2, 1], 2, 1, 1, 2);
        Assert.That(Draws.Scores(Acquisition.PredictiveVariance, zero), Is.EqualTo(new[] { 0.75 }));
        Assert.That(() => Acquisition.GaussianBald(zero), Throws.ArgumentException.With.Message.Contains("greater than 0; the lowest is 0"));
        Leaks.AssertNone(() => Assert.That(
            () => Acquisition.PredictiveVariance(negative), Throws.ArgumentException.With.Message.Contains("at least 0; the lowest is -0.5")));
    }
}
