using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Outputs;

/// <summary>Numbers of SciPy 1.10 (stats.norm, laplace, t, multivariate_normal), and relations between families.</summary>
[TestFixture]
internal sealed class DensityOutputTests
{
    private static IEnumerable<TestCaseData> Densities()
    {
        yield return Case(new GaussianOutput(1), [0.3, -0.4], [1.5], -1.793052315506387);
        yield return Case(new GaussianOutput(1, beta: 0.5), [0.3, -0.4], [1.5], -1.793052315506387);
        yield return Case(new LaplaceOutput(1), [0.3, -0.4], [1.5], -2.08333681772947);
        yield return Case(new StudentTOutput(1, 5), [0.3, -0.4], [1.5], -2.0544561968780766);
        yield return Case(new StudentTOutput(1), [0.3, -0.4, 0.7], [1.5], -2.053610423370876);
        yield return Case(new FullGaussianOutput(2), [0.1, -0.2, 0.3, -0.5, 0.7], [1, 0.5], -2.0584237455342316);
        yield return Case(
            new FullGaussianOutput(3), [0.1, -0.2, 0.4, 0.3, -0.5, 0.1, 0.7, -0.3, 0.4], [1, 0.5, -0.6], -3.353184182422273);
        yield return Case(
            new MixtureDensityOutput(2, 2), [0.5, -0.2, 1, -1, 0, 2, 0.2, -0.3, 0.1, 0.6], [0.4, 0.7], -3.3385189944142253);
        yield return Case(new EvidentialRegressionOutput(1), [0.3, 0.2, -0.4, 0.9], [1.5], -1.7685051522134811);

        static TestCaseData Case(DensityOutput output, double[] raw, double[] targets, double expected) =>
            new TestCaseData(output, raw, targets, expected).SetArgDisplayNames(output.GetType().Name, output.Columns.ToString());
    }

    [TestCaseSource(nameof(Densities))]
    public void LogProbability_OneInput_IsScipys(DensityOutput output, double[] raw, double[] targets, double expected)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor logProbability = output.LogProbability(Row(raw), Row(targets));
        Assert.That(logProbability.item<double>(), Is.EqualTo(expected).Within(1e-12));
    }

    private static IEnumerable<TestCaseData> Locations()
    {
        yield return Case(new GaussianOutput(1), [0.3, -0.4], [-2.23006822, -0.12934283, 2.20465255]);
        yield return Case(new LaplaceOutput(1), [0.3, -0.4], [-3.86577639, -0.04241666, 2.92230744]);
        yield return Case(new FullGaussianOutput(1), [0.3, -0.4], [-2.23006822, -0.12934283, 2.20465255]);

        static TestCaseData Case(LocationScaleOutput output, double[] raw, double[] expected) =>
            new TestCaseData(output, raw, expected).SetArgDisplayNames(output.GetType().Name);
    }

    [TestCaseSource(nameof(Locations))]
    public void Quantiles_OneInput_AreScipys(LocationScaleOutput output, double[] raw, double[] expected)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor quantiles = output.Quantiles(Row(raw), [0.001, 0.3, 0.99]);
        Assert.That(quantiles.shape, Is.EqualTo(new long[] { 1, 3, 1 }));
        Assert.That(Values.Of(quantiles), Is.EqualTo(expected).Within(1e-8));
    }

    [TestCase(2.5, -13.822193110834323, -3.574654842011878, 1.730250928807177)]
    [TestCase(5, -5.893429532923186, -2.57058183661474, 1.4758840487820273)]
    [TestCase(30, -3.3851848668182165, -2.042272456301238, 1.3104150225671307)]
    public void Quantiles_StudentT_AreScipysWhetherNuIsFixedOrLearnt(double degrees, double first, double second, double third)
    {
        using DisposeScope scope = NewDisposeScope();
        double[] levels = [0.001, 0.025, 0.9];
        double[] expected = [.. new[] { first, second, third }.Select(value => 0.3 + (value * Math.Exp(-0.4)))];
        double inverse = Math.Log(Math.Exp(degrees - 2) - 1);
        Assert.That(
            Values.Of(new StudentTOutput(1, degrees).Quantiles(Row([0.3, -0.4]), levels)), Is.EqualTo(expected).Within(1e-8));
        Assert.That(
            Values.Of(new StudentTOutput(1).Quantiles(Row([0.3, -0.4, inverse]), levels)), Is.EqualTo(expected).Within(1e-8));
    }

    [Test]
    public void FullGaussian_Covariance_IsTheProductOfItsFactor()
    {
        using DisposeScope scope = NewDisposeScope();
        FullGaussianOutput output = new(3);
        Tensor raw = Row([0.1, -0.2, 0.4, 0.3, -0.5, 0.1, 0.7, -0.3, 0.4]);
        double[] expected =
        [
            1.349858807576003, 0.8132839699097981, -0.3485502728184849, 0.8132839699097981, 1.0965306597126334, 0.10152031322856198,
            -0.3485502728184849, 0.10152031322856198, 1.3551709180756473,
        ];
        Assert.That(Values.Of(output.Covariance(raw)), Is.EqualTo(expected).Within(1e-14));
        using RegressionReading reading = output.Read(raw);
        Assert.That(Values.Of(reading.Mean), Is.EqualTo(new[] { 0.1, -0.2, 0.4 }));
        Assert.That(Values.Of(reading.Aleatoric), Is.EqualTo(new[] { expected[0], expected[4], expected[8] }).Within(1e-14));
    }

    [Test]
    public void FullGaussian_WithoutEntriesBelowTheDiagonal_IsTheDiagonalOne()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor diagonal = Networks.Inputs(1, 5, 6, 2).to_type(ScalarType.Float64);
        Tensor raw = cat([diagonal, zeros([5, 3, 2], ScalarType.Float64)], 1);
        Tensor targets = Networks.Inputs(2, 5, 3, 2).to_type(ScalarType.Float64);
        GaussianOutput plain = new(3);
        FullGaussianOutput full = new(3);
        Assert.That(full.Columns, Is.EqualTo(9));
        Assert.That(full.Loss(raw, targets).item<double>(), Is.EqualTo(plain.Loss(diagonal, targets).item<double>()).Within(1e-14));
        Assert.That(
            Values.Of(full.LogProbability(raw, targets)), Is.EqualTo(Values.Of(plain.LogProbability(diagonal, targets))).Within(1e-12));
        using RegressionReading reading = full.Read(raw);
        using RegressionReading expected = plain.Read(diagonal);
        Assert.That(Values.Of(reading.Aleatoric), Is.EqualTo(Values.Of(expected.Aleatoric)).Within(1e-14));
    }

    [Test]
    public void Mixture_OfOneComponent_IsTheNormalOne()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor normal = Networks.Inputs(1, 5, 6).to_type(ScalarType.Float64);
        Tensor targets = Networks.Inputs(2, 5, 3).to_type(ScalarType.Float64);
        Tensor raw = cat([ones([5, 1], ScalarType.Float64), normal], 1);
        Tensor mixture = new MixtureDensityOutput(3, 1).LogProbability(raw, targets);
        Assert.That(Values.Of(mixture), Is.EqualTo(Values.Of(new GaussianOutput(3).LogProbability(normal, targets))).Within(1e-13));
    }

    [Test]
    public void Mixture_TwoComponents_HasTheirMeanAndVariance()
    {
        using DisposeScope scope = NewDisposeScope();
        MixtureDensityOutput output = new(2, 2);
        Tensor raw = Row([0.5, -0.2, 1, -1, 0, 2, 0.2, -0.3, 0.1, 0.6]);
        using RegressionReading reading = output.Read(raw);
        Assert.That(Values.Of(reading.Mean), Is.EqualTo(new[] { 0.66818777, -0.00456332 }).Within(1e-8));
        Assert.That(Values.Of(reading.Aleatoric), Is.EqualTo(new[] { 1.40454849, 3.09502283 }).Within(1e-8));
        Assert.That(Values.Of(output.Weights(raw)), Is.EqualTo(new[] { 0.66818777, 0.33181223 }).Within(1e-8));
        Assert.That(output.Means(raw).shape, Is.EqualTo(new long[] { 1, 2, 2 }));
        Assert.That(Values.Of(output.Means(raw)), Is.EqualTo(new double[] { 1, -1, 0, 2 }));
        Assert.That(Values.Of(output.Variances(raw)), Is.EqualTo(new[] { 0.2, -0.3, 0.1, 0.6 }.Select(Math.Exp)).Within(1e-14));
    }

    [Test]
    public void StudentT_ManyDegreesOfFreedom_IsNormalAlsoInSinglePrecision()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor raw = Row([0.3, -0.4]).to_type(ScalarType.Float32);
        Tensor target = Row([1.5]).to_type(ScalarType.Float32);
        double normal = new GaussianOutput(1).LogProbability(Row([0.3, -0.8]), Row([1.5])).item<double>();
        Assert.That(new StudentTOutput(1, 1e6).LogProbability(raw, target).item<float>(), Is.EqualTo(normal).Within(1e-5));
        Tensor learnt = Row([0.3, -0.4, 1e6]).to_type(ScalarType.Float32);
        Assert.That(new StudentTOutput(1).LogProbability(learnt, target).item<float>(), Is.EqualTo(normal).Within(1e-5));
    }

    [Test]
    public void StudentT_FewestDegreesOfFreedom_HaveAFiniteVarianceInSinglePrecision()
    {
        using Tensor raw = Row([0, 0, -20]).to_type(ScalarType.Float32);
        using RegressionReading reading = new StudentTOutput(1).Read(raw);
        Assert.That(Values.Of(reading.Aleatoric)[0], Is.EqualTo(2 / Math.Exp(-20)).Within(0.001).Percent);
    }

    [TestCase(2.001, 0.999999, 705.0211892578621)]
    [TestCase(1e6, 0.025, -1.959966356814107)]
    [TestCase(1e6, 0.5, 0)]
    public void StudentT_ExtremeQuantiles_AreFound(double degrees, double level, double expected)
    {
        using DisposeScope scope = NewDisposeScope();
        double quantile = new StudentTOutput(1, degrees).Quantiles(Row([0, 0]), [level]).item<double>();
        Assert.That(quantile, Is.EqualTo(expected).Within(1e-4).Percent.Or.EqualTo(expected).Within(1e-9));
    }

    [Test]
    public void StudentT_QuantileBeyondReach_ThrowsWithTheLevel()
    {
        using Tensor raw = Row([0, 0]);
        Assert.That(
            () => new StudentTOutput(1, 2.001).Quantiles(raw, [1e-7]),
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("levels"));
    }

    [TestCase(2)]
    [TestCase(1)]
    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    public void StudentT_InfiniteVariance_Throws(double degrees) => Assert.That(
        () => new StudentTOutput(1, degrees),
        Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("degreesOfFreedom"));

    [Test]
    public void Evidential_OneInput_HasTheMomentsOfItsDistribution()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor raw = Row([0.3, 0.2, -0.4, 0.9]);
        using RegressionReading reading = new EvidentialRegressionOutput(1).Read(raw);
        Assert.That(reading.Aleatoric.item<double>(), Is.EqualTo(2.419331333573042).Within(1e-12));
        Assert.That(reading.Epistemic!.item<double>(), Is.EqualTo(3.031216028167593).Within(1e-12));
        double loss = new EvidentialRegressionOutput(1, 0.2).Loss(raw, Row([1.5])).item<double>();
        Assert.That(loss, Is.EqualTo(1.7685051522134811 + (0.2 * 3.7311515893957634)).Within(1e-12));
    }

    [TestCase(-0.1)]
    [TestCase(double.NaN)]
    public void Evidential_NegativeRegularisation_Throws(double regularisation) => Assert.That(
        () => new EvidentialRegressionOutput(1, regularisation),
        Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("regularisation"));

    /// <summary>The weight is a constant: the gradient is that of the plain loss times σ^(2β), target by target.</summary>
    [TestCase(0.5)]
    [TestCase(1)]
    public void Gaussian_Beta_WeighsGradientsByThePowerOfTheVariance(double beta)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor raw = Networks.Inputs(1, 5, 4).to_type(ScalarType.Float64);
        Tensor targets = Networks.Inputs(2, 5, 2).to_type(ScalarType.Float64);
        Tensor weights = (raw.narrow(1, 2, 2) * beta).exp();
        Tensor expected = Gradient(new GaussianOutput(2)) * cat([weights, weights], 1);
        Assert.That(Values.Of(Gradient(new GaussianOutput(2, beta))), Is.EqualTo(Values.Of(expected)).Within(1e-13));

        Tensor Gradient(GaussianOutput output)
        {
            Tensor leaf = raw.clone().requires_grad_(true);
            output.Loss(leaf, targets).backward();
            return Gradients.Of(leaf)!;
        }
    }

    [TestCase(-0.01)]
    [TestCase(1.01)]
    [TestCase(double.NaN)]
    public void Gaussian_BetaOutOfRange_Throws(double beta) => Assert.That(
        () => new GaussianOutput(1, beta), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("beta"));

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(double.NaN)]
    public void Quantiles_LevelOutOfRange_Throws(double level)
    {
        using Tensor raw = zeros(2, 2);
        Assert.That(
            () => new GaussianOutput(1).Quantiles(raw, [0.5, level]),
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("levels"));
    }

    [Test]
    public void Quantiles_NoLevels_Throws()
    {
        using Tensor raw = zeros(2, 2);
        Assert.That(() => new GaussianOutput(1).Quantiles(raw, []), Throws.ArgumentException.With.Property("ParamName").EqualTo("levels"));
    }

    private static Tensor Row(double[] values) => tensor(values, [1, values.Length]);
}
