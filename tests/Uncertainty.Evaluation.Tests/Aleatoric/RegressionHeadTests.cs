using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Aleatoric;

[TestFixture]
internal sealed class RegressionHeadTests
{
    private DisposeScope _scope = null!;

    private static IEnumerable<TestCaseData> Families()
    {
        yield return new TestCaseData(new GaussianOutput(2), 0, 0.2).SetArgDisplayNames("Gaussian");
        yield return new TestCaseData(new GaussianOutput(2, 0.5), 0, 0.2).SetArgDisplayNames("Gaussian with beta");
        yield return new TestCaseData(new FullGaussianOutput(2), 0, 0.2).SetArgDisplayNames("full covariance");
        yield return new TestCaseData(new LaplaceOutput(2), 1, 0.2).SetArgDisplayNames("Laplace");
        yield return new TestCaseData(new StudentTOutput(2, 5), 5, 0.2).SetArgDisplayNames("Student-t");
        yield return new TestCaseData(new StudentTOutput(2), 5, 0.4).SetArgDisplayNames("Student-t with learnt degrees");
    }

    [SetUp]
    public void Open() => _scope = NewDisposeScope();

    [TearDown]
    public void Close() => _scope.Dispose();

    /// <summary>Noise known as a function of x, drawn from the family itself, with units a million apart: order and size are found.</summary>
    [TestCaseSource(nameof(Families))]
    public void Variance_PlantedNoise_IsFound(LocationScaleOutput family, int noise, double tolerance)
    {
        using nn.Module<Tensor, Tensor> network = Planted.Network(2);
        Tensor inputs = Planted.Inputs(1, 4000);
        Tensor means = network.call(inputs).detach();
        Tensor units = tensor(new float[] { 0.003f, 3000 });
        Tensor deviations = Planted.Deviations(inputs, 1) * units;
        using RegressionHead head = RegressionHead.Fit(network, Planted.Batches(inputs, means + (deviations * Noise(noise, 2, means.shape))), family);
        Tensor unseen = Planted.Inputs(3, 500);
        Tensor variance = head.Variance(unseen);
        Tensor truth = (Planted.Deviations(unseen, 1) * units).square();
        for (int target = 0; target < 2; target++)
        {
            Assert.That(Planted.Rank(variance.select(1, target), truth.select(1, target)), Is.GreaterThan(0.97));
        }

        Assert.That(Values.Of((variance / truth).log().abs().mean()).Single(), Is.LessThan(tolerance), "mean of |ln σ²/truth|");
    }

    /// <summary>
    /// The sum of the squared log-variances, which another toolbox reports, does not rank: quiet inputs are as far from s = 0 as noisy ones.
    /// </summary>
    [Test]
    public void Variance_AroundOne_RanksWhereSquaredLogVarianceCannot()
    {
        using nn.Module<Tensor, Tensor> network = Planted.Network(1);
        Tensor inputs = Planted.Inputs(1, 4000);
        Tensor means = network.call(inputs).detach();
        Tensor deviations = Planted.Deviations(inputs, 1);
        using RegressionHead head = RegressionHead.Fit(network, Planted.Batches(inputs, means + (deviations * Noise(0, 2, means.shape))));
        Tensor variance = head.Variance(inputs);
        Assert.That(Planted.Rank(variance, deviations), Is.GreaterThan(0.97));
        Assert.That(Planted.Rank(variance.log().square(), deviations), Is.LessThan(0.5));
    }

    [Test]
    public void Raw_FullCovariance_HasTheCorrelationOfTheNoise()
    {
        using nn.Module<Tensor, Tensor> network = Planted.Network(2);
        Tensor inputs = Planted.Inputs(1, 4000);
        Tensor means = network.call(inputs).detach();
        Tensor white = Noise(0, 2, means.shape);
        Tensor together = stack([white.select(1, 0) * 100, ((white.select(1, 0) * 0.8) + (white.select(1, 1) * 0.6)) * 0.1], 1);
        FullGaussianOutput family = new(2);
        using RegressionHead head = RegressionHead.Fit(network, Planted.Batches(inputs, means + together), family);
        Tensor covariance = family.Covariance(head.Raw(Planted.Inputs(3, 200)));
        Tensor correlation = covariance[.., 0, 1] / (covariance[.., 0, 0] * covariance[.., 1, 1]).sqrt();
        Assert.That(Values.Of(correlation.mean()).Single(), Is.EqualTo(0.8).Within(0.03));
        Assert.That(Values.Of(covariance[.., 0, 0].mean()).Single(), Is.EqualTo(1e4).Within(1e3));
    }

    /// <summary>The fit depends neither on the scale of the features nor on the unit of the targets.</summary>
    [TestCase(100, 1)]
    [TestCase(0.01, 1)]
    [TestCase(1, 1000)]
    [TestCase(1, 0.001)]
    public void Variance_OtherScales_IsTheSame(double featureScale, double unit)
    {
        Tensor inputs = Planted.Inputs(1, 2000);
        Tensor Fitted(double scale, double targetUnit)
        {
            using nn.Module<Tensor, Tensor> network = Planted.Network(1, scale);
            using nn.Module<Tensor, Tensor> last = (nn.Module<Tensor, Tensor>)network.named_children().Last().module;
            using (no_grad())
            {
                foreach (TorchSharp.Modules.Parameter parameter in last.parameters())
                {
                    parameter.mul_(targetUnit);
                }
            }

            Tensor means = network.call(inputs).detach();
            Tensor noise = Planted.Deviations(inputs, 0.3 * targetUnit) * Noise(0, 2, means.shape);
            using RegressionHead head = RegressionHead.Fit(network, Planted.Batches(inputs, means + noise));
            return head.Variance(inputs) / (targetUnit * targetUnit);
        }

        Tensor plain = Fitted(1, 1);
        Assert.That(Values.Of((Fitted(featureScale, unit) / plain).log().abs().max()).Single(), Is.LessThan(2e-3));
    }

    [Test]
    public void Read_IsRawAsTheFamilyReadsIt()
    {
        using nn.Module<Tensor, Tensor> network = Planted.Network(2);
        Tensor inputs = Planted.Inputs(1, 50);
        using RegressionHead head = RegressionHead.Fit(network, [(inputs, Networks.Inputs(1, 50, 2))], new LaplaceOutput(2), HeadCase.Few);
        using RegressionReading reading = head.Read(inputs);
        Tensor raw = head.Raw(inputs);
        Assert.That(raw.shape, Is.EqualTo(new long[] { 50, 4 }));
        Assert.That(Values.Of(reading.Mean), Is.EqualTo(Values.Of(network.call(inputs))));
        Assert.That(Values.Of(reading.Aleatoric), Is.EqualTo(Values.Of((raw.narrow(1, 2, 2) * 2).exp() * 2)).Within(1e-5));
        Assert.That(Values.Of(head.Variance(inputs)), Is.EqualTo(Values.Of(reading.Aleatoric)));
    }

    [Test]
    public void Fit_FamilyForOtherTargets_ThrowsWithName()
    {
        using nn.Module<Tensor, Tensor> network = Planted.Network(2);
        Tensor inputs = Planted.Inputs(1, 50);
        Assert.That(
            () => RegressionHead.Fit(network, [(inputs, zeros(50, 2))], new GaussianOutput(3)),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("output").And.Message.Contains("3 targets").And.Message.Contains("gives 2"));
    }

    /// <summary>A network that hits every target: the noise is rounding, not 1.</summary>
    [Test]
    public void Variance_NoResiduals_IsNearZero()
    {
        using nn.Module<Tensor, Tensor> network = Planted.Network(1);
        Tensor inputs = Planted.Inputs(1, 100);
        using RegressionHead head = RegressionHead.Fit(network, [(inputs, network.call(inputs).detach())]);
        Assert.That(Values.Of(head.Variance(inputs)), Has.All.InRange(0, 1e-10));
    }

    [Test]
    public void Fit_ConstantFeatures_GivesThemNoWeight()
    {
        using nn.Module<Tensor, Tensor> network = nn.Sequential(("last", nn.Linear(3, 1)));
        Tensor inputs = cat([Planted.Inputs(1, 2000), full([2000, 1], 0.1)], 1);
        Tensor means = network.call(inputs).detach();
        Tensor targets = means + (Planted.Deviations(inputs, 1) * Noise(0, 2, means.shape));
        using RegressionHead head = RegressionHead.Fit(network, Planted.Batches(inputs, targets));
        Tensor other = inputs.clone();
        other.select(1, 2).fill_(50);
        Assert.That(Planted.Rank(head.Variance(inputs), Planted.Deviations(inputs, 1)), Is.GreaterThan(0.99));
        Assert.That(Values.Of(head.Variance(other)), Is.EqualTo(Values.Of(head.Variance(inputs))));
    }

    [Test]
    public void Variance_HalfPrecisionNetwork_IsSingle()
    {
        using nn.Module<Tensor, Tensor> network = Planted.Network(1).to(ScalarType.BFloat16);
        Tensor inputs = Planted.Inputs(1, 50).to_type(ScalarType.BFloat16);
        using RegressionHead head = RegressionHead.Fit(network, [(inputs, zeros(50, 1))]);
        Tensor variance = head.Variance(inputs);
        Assert.That(variance.dtype, Is.EqualTo(ScalarType.Float32));
        Assert.That(Values.Of(variance), Has.All.GreaterThan(0));
    }

    /// <summary>Standard noise: normal (0), Laplace with scale 1/√2 (1), or Student's t with so many degrees of freedom and variance 1.</summary>
    private static Tensor Noise(int kind, long seed, long[] shape)
    {
        using Generator generator = new((ulong)seed);
        Tensor normal = randn(shape, generator: generator);
        if (kind == 0)
        {
            return normal;
        }

        if (kind == 1)
        {
            Tensor uniform = rand(shape, generator: generator) - 0.5;
            return (uniform.abs() * -2).log1p() * uniform.sign() * -Math.Sqrt(0.5);
        }

        Tensor squares = randn([kind, .. shape], generator: generator).square().mean([0]);
        return normal / squares.sqrt() * Math.Sqrt((kind - 2.0) / kind);
    }
}
