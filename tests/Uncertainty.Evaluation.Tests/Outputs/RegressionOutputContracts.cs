using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Outputs;

[TestFixture]
internal sealed class GaussianOutputContract : RegressionOutputContractTests
{
    protected override RegressionOutput Output { get; } = new GaussianOutput(Dimensions);

    protected override (double Mean, double Aleatoric) AtZero => (0, 1);
}

[TestFixture]
internal sealed class FullGaussianOutputContract : RegressionOutputContractTests
{
    protected override RegressionOutput Output => Full;

    protected override (double Mean, double Aleatoric) AtZero => (0, 1);

    protected override IReadOnlyDictionary<string, Func<Tensor, Tensor>> Own =>
        new Dictionary<string, Func<Tensor, Tensor>> { ["covariance"] = Full.Covariance };

    private FullGaussianOutput Full { get; } = new(Dimensions);
}

[TestFixture]
internal sealed class LaplaceOutputContract : RegressionOutputContractTests
{
    protected override RegressionOutput Output { get; } = new LaplaceOutput(Dimensions);

    protected override (double Mean, double Aleatoric) AtZero => (0, 2);
}

[TestFixture]
internal sealed class FixedStudentTOutputContract : RegressionOutputContractTests
{
    protected override RegressionOutput Output { get; } = new StudentTOutput(Dimensions, 5);

    protected override (double Mean, double Aleatoric) AtZero => (0, 5.0 / 3);
}

[TestFixture]
internal sealed class StudentTOutputContract : RegressionOutputContractTests
{
    protected override RegressionOutput Output { get; } = new StudentTOutput(Dimensions);

    protected override (double Mean, double Aleatoric) AtZero => (0, (2 + Math.Log(2)) / Math.Log(2));
}

[TestFixture]
internal sealed class EvidentialRegressionOutputContract : RegressionOutputContractTests
{
    protected override RegressionOutput Output { get; } = new EvidentialRegressionOutput(Dimensions, 0.3);

    protected override (double Mean, double Aleatoric) AtZero => (0, 1);

    protected override IReadOnlyDictionary<string, Func<Tensor, Tensor>> Own =>
        new Dictionary<string, Func<Tensor, Tensor>> { ["epistemic"] = raw => Read(raw, reading => reading.Epistemic!) };
}

[TestFixture]
internal sealed class MixtureDensityOutputContract : RegressionOutputContractTests
{
    protected override RegressionOutput Output => Mixture;

    protected override (double Mean, double Aleatoric) AtZero => (0, 1);

    protected override IReadOnlyDictionary<string, Func<Tensor, Tensor>> Own => new Dictionary<string, Func<Tensor, Tensor>>
    {
        ["weights"] = Mixture.Weights,
        ["means"] = Mixture.Means,
        ["variances"] = Mixture.Variances,
    };

    private MixtureDensityOutput Mixture { get; } = new(Dimensions, 4);
}

[TestFixture]
internal sealed class QuantileOutputContract : RegressionOutputContractTests
{
    protected override RegressionOutput Output => Quantiles;

    /// <summary>0, ln 2 and 2 ln 2 at levels 0.1, 0.5, 0.9, which are 2 · 1.2815515655446004 deviations apart.</summary>
    protected override (double Mean, double Aleatoric) AtZero => (Math.Log(2), Math.Pow(Math.Log(2) / 1.2815515655446004, 2));

    protected override IReadOnlyDictionary<string, Func<Tensor, Tensor>> Own =>
        new Dictionary<string, Func<Tensor, Tensor>> { ["own quantiles"] = Quantiles.Quantiles };

    private QuantileOutput Quantiles { get; } = new(Dimensions, [0.1, 0.5, 0.9]);
}

[TestFixture]
internal sealed class FreeQuantileOutputContract : RegressionOutputContractTests
{
    protected override RegressionOutput Output => Quantiles;

    protected override (double Mean, double Aleatoric) AtZero => (0, 0);

    protected override IReadOnlyDictionary<string, Func<Tensor, Tensor>> Own =>
        new Dictionary<string, Func<Tensor, Tensor>> { ["own quantiles"] = Quantiles.Quantiles };

    private QuantileOutput Quantiles { get; } = new(Dimensions, [0.05, 0.2, 0.7], mayCross: true);
}
