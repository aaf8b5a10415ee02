using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn.Distributions;

/// <summary>
/// y = exp(−exp(−(x − location)/scale)), the distribution function of <see cref="Gumbel"/>, from all numbers to those between 0 and 1.
/// </summary>
public sealed record GumbelCdfBijector : Bijector
{
    /// <summary>The distribution function of a Gumbel distribution.</summary>
    /// <param name="location">Its mode; finite. Default 0.</param>
    /// <param name="scale">Its scale; finite and greater than 0. Default 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not finite, or the scale is not greater than 0.</exception>
    public GumbelCdfBijector(double location = 0, double scale = 1)
    {
        Location = double.IsFinite(location)
            ? location
            : throw new ArgumentOutOfRangeException(nameof(location), location, "must be finite.");
        Scale = Guard.Positive(scale);
    }

    /// <summary>Mode of the Gumbel distribution.</summary>
    public double Location { get; }

    /// <summary>Scale of the Gumbel distribution.</summary>
    public double Scale { get; }

    /// <inheritdoc/>
    public override Interval Domain => Interval.Real;

    /// <inheritdoc/>
    public override Interval Range => Interval.Unit;

    internal override Tensor ForwardCore(Tensor x) => (-(-Standard(x)).exp()).exp();

    internal override Tensor InverseCore(Tensor y) => Location - ((-y.log()).log() * Scale);

    internal override Tensor LogDeterminantCore(Tensor x)
    {
        Tensor z = Standard(x);
        return -z - (-z).exp() - Math.Log(Scale);
    }

    private Tensor Standard(Tensor x) => (x - Location) / Scale;
}
