using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn.Distributions;

/// <summary>The inverse of another bijector: y = f⁻¹(x).</summary>
public sealed record InvertBijector : Bijector
{
    /// <summary>The inverse of a bijector.</summary>
    /// <param name="bijector">f.</param>
    /// <exception cref="ArgumentNullException"><paramref name="bijector"/> is null.</exception>
    public InvertBijector(Bijector bijector) => Inverted = Guard.NotNull(bijector);

    /// <summary>f, which is inverted.</summary>
    public Bijector Inverted { get; }

    /// <inheritdoc/>
    public override Interval Domain => Inverted.Range;

    /// <inheritdoc/>
    public override Interval Range => Inverted.Domain;

    /// <inheritdoc/>
    public override bool IsIncreasing => Inverted.IsIncreasing;

    internal override Tensor ForwardCore(Tensor x) => Inverted.InverseCore(x);

    internal override Tensor InverseCore(Tensor y) => Inverted.ForwardCore(y);

    internal override Tensor LogDeterminantCore(Tensor x) => -Inverted.LogDeterminantCore(Inverted.InverseCore(x));
}
