using MathNet.Numerics;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Outputs;

[TestFixture]
internal sealed class SoftmaxOutputContract : ClassificationOutputContractTests
{
    protected override ClassificationOutput Output { get; } = new SoftmaxOutput(Classes);
}

[TestFixture]
internal sealed class ProbabilityOutputContract : ClassificationOutputContractTests
{
    protected override ClassificationOutput Output { get; } = new ProbabilityOutput(Classes);

    protected override Tensor Raw(long seed, params long[] positions) => base.Raw(seed, positions).softmax(1);

    /// <summary>Probabilities have no zeros to start from: these are the equal ones.</summary>
    protected override Tensor Zeros() => full([2, Columns], 1.0 / Classes, ScalarType.Float64);

    protected override Tensor Direction(long seed, Tensor raw)
    {
        Tensor any = base.Direction(seed, raw);
        return any - any.mean([1], keepdim: true);
    }
}

[TestFixture]
internal sealed class NoisyLogitsOutputContract : ClassificationOutputContractTests
{
    protected override ClassificationOutput Output => Noisy;

    protected override bool LossIsAMean => false;

    /// <summary>Equal but for the noise: 2,000 draws of probabilities whose deviation is 0.2.</summary>
    protected override double ZeroTolerance => 0.02;

    private NoisyLogitsOutput Noisy { get; } = new(Classes, 2000, 3);

    protected override Tensor Loss(Tensor raw, Tensor targets)
    {
        using Generator generator = new(5);
        return Noisy.Loss(raw, targets, generator);
    }
}

[TestFixture(EvidenceFunction.Softplus, EvidentialRisk.SumOfSquares, 0.6931471805599453)]
[TestFixture(EvidenceFunction.Relu, EvidentialRisk.MarginalLikelihood, 0)]
[TestFixture(EvidenceFunction.Exponential, EvidentialRisk.CrossEntropy, 1)]
internal sealed class EvidentialClassificationOutputContract(EvidenceFunction evidence, EvidentialRisk risk, double atZero)
    : ClassificationOutputContractTests
{
    protected override ClassificationOutput Output => Evidential;

    protected override double AleatoricAtZero =>
        SpecialFunctions.DiGamma((Classes * (1 + atZero)) + 1) - SpecialFunctions.DiGamma(2 + atZero);

    protected override IReadOnlyDictionary<string, Func<Tensor, Tensor>> Own => new Dictionary<string, Func<Tensor, Tensor>>
    {
        ["concentration"] = Evidential.Concentration,
        ["vacuity"] = Evidential.Vacuity,
        ["differential entropy"] = Evidential.DifferentialEntropy,
    };

    private EvidentialClassificationOutput Evidential { get; } = new(Classes, evidence, risk);
}

[TestFixture]
internal sealed class ConfidenceOutputContract : ClassificationOutputContractTests
{
    protected override ClassificationOutput Output => Confident;

    protected override IReadOnlyDictionary<string, Func<Tensor, Tensor>> Own =>
        new Dictionary<string, Func<Tensor, Tensor>> { ["confidence"] = Confident.Confidence };

    private ConfidenceOutput Confident { get; } = new(Classes);
}
