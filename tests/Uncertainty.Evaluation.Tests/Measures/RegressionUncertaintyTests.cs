using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Measures;

[TestFixture]
internal sealed class RegressionUncertaintyTests
{
    [Test]
    public void From_TwoDraws_AddsMeanNoiseAndVarianceOfTheMeans()
    {
        using RegressionUncertainty result = From([1, 3], [0.5, 1.5]);
        Assert.That(Values.Of(result.Prediction).Single(), Is.EqualTo(2));
        Assert.That(Values.Of(result.Aleatoric).Single(), Is.EqualTo(1));
        Assert.That(Values.Of(result.Epistemic).Single(), Is.EqualTo(1));
        Assert.That(Values.Of(result.Total).Single(), Is.EqualTo(2));
        Assert.That(Values.Of(result.StandardDeviation).Single(), Is.EqualTo(Math.Sqrt(2)).Within(1e-12));
    }

    [Test]
    public void From_DrawsThatAgree_HasNoEpistemicPart()
    {
        using RegressionUncertainty result = From([2, 2, 2], [1, 1, 1]);
        Assert.That(Values.Of(result.Epistemic).Single(), Is.Zero);
    }

    [Test]
    public void From_NegativeVariance_ThrowsWithName()
    {
        Assert.That(() => From([1, 2], [1, -0.1]), Throws.ArgumentException.With.Property("ParamName").EqualTo("variances"));
    }

    [Test]
    public void From_OtherShape_ThrowsWithBoth()
    {
        Assert.That(() => From([1, 2], [1, 1, 1]), Throws.ArgumentException.With.Message.Contains("[2, 1, 1]; got [3, 1, 1]"));
    }

    private static RegressionUncertainty From(double[] means, double[] variances)
    {
        using Tensor meanValues = torch.tensor(means, [means.Length, 1, 1]);
        using Tensor varianceValues = torch.tensor(variances, [variances.Length, 1, 1]);
        using PredictiveSamples meanSamples = new(meanValues);
        using PredictiveSamples varianceSamples = new(varianceValues);
        return RegressionUncertainty.FromMoments(meanSamples, varianceSamples);
    }
}
