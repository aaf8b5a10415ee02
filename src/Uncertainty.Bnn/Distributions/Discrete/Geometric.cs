using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn.Distributions;

/// <summary>Geometric distribution: failures before the first success, P(k) = (1 − p)ᵏ p for k = 0, 1, 2, …</summary>
public sealed class Geometric : DiscreteDistribution, IHasMoments, IHasMode, IHasEntropy
{
    /// <summary>A batch of geometric distributions.</summary>
    /// <param name="probability">[B…] probability p of success, in (0, 1].</param>
    /// <exception cref="ArgumentException">The parameter is out of range.</exception>
    public Geometric(Tensor probability)
        : base([Parameter.Probability(probability, possible: true)], out Tensor[] broadcast) => SuccessProbability = broadcast[0];

    /// <summary>[B…] probability p of success. The distribution's own view: not to be disposed.</summary>
    public Tensor SuccessProbability { get; }

    internal override Interval Support => Interval.Positive;

    /// <inheritdoc/>
    public Tensor Mean() => Scoped(() => (1 - SuccessProbability) / SuccessProbability);

    /// <inheritdoc/>
    public Tensor Variance() => Scoped(() => (1 - SuccessProbability) / SuccessProbability.square());

    /// <inheritdoc/>
    public Tensor Mode() => torch.zeros_like(SuccessProbability);

    /// <inheritdoc/>
    public Tensor Entropy() => Scoped(() =>
        (torch.special.xlog1py(1 - SuccessProbability, -SuccessProbability) / SuccessProbability).neg() - SuccessProbability.log());

    internal override Tensor LogProbabilityCore(Tensor value) => Within(
        value.ge(0).logical_and(IsWhole(value)),
        value,
        0,
        k => torch.special.xlog1py(k, -SuccessProbability) + SuccessProbability.log());

    internal override Tensor CdfCore(Tensor value) => -LogSurvivalCore(value).expm1();

    internal override Tensor SurvivalCore(Tensor value) => LogSurvivalCore(value).exp();

    internal override Tensor LogCdfCore(Tensor value) => Special.LogOneMinusExp(-LogSurvivalCore(value));

    internal override Tensor LogSurvivalCore(Tensor value) =>
        torch.special.xlog1py((value.floor() + 1).clamp_min(0), -SuccessProbability);

    internal override Tensor Draw(long[] shape, torch.Generator generator)
    {
        Tensor failure = (-SuccessProbability.to_type(torch.ScalarType.Float64)).log1p();
        return (Noise.Uniform(shape, generator).log().to(Device) / failure).floor().to_type(Type);
    }
}
