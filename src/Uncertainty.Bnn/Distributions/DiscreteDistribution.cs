using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn.Distributions;

/// <summary>A batch of distributions over whole numbers. Draws carry no gradient.</summary>
public abstract class DiscreteDistribution : ScalarDistribution
{
    private protected DiscreteDistribution(Tensor[] kept, long[] batchShape)
        : base(kept, batchShape)
    {
    }

    private protected DiscreteDistribution(Parameter[] parameters, out Tensor[] broadcast)
        : base(parameters, out broadcast)
    {
    }

    /// <inheritdoc/>
    public override bool IsDiscrete => true;

    /// <inheritdoc/>
    public override bool IsReparameterised => false;

    private protected static Tensor IsWhole(Tensor value) => value.eq(value.floor());
}
