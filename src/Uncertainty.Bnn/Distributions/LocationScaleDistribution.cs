using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn.Distributions;

/// <summary>
/// A family made by moving and stretching one standard distribution: X = location + scale · Z. Its members are those of Z at
/// z = (x − location) / scale. Draws are reparameterised.
/// </summary>
public abstract class LocationScaleDistribution : ScalarDistribution, IHasEntropy, IHasMode
{
    private protected LocationScaleDistribution(Parameter[] parameters, out Tensor[] broadcast)
        : base(parameters, out broadcast)
    {
        Location = broadcast[0];
        Scale = broadcast[1];
    }

    /// <summary>[B…] location. The distribution's own view: not to be disposed.</summary>
    public Tensor Location { get; }

    /// <summary>[B…] scale, greater than 0. The distribution's own view: not to be disposed.</summary>
    public Tensor Scale { get; }

    /// <inheritdoc/>
    public override bool IsReparameterised => true;

    internal override Interval Support => Interval.Real;

    /// <inheritdoc/>
    public Tensor Entropy() => Scoped(() => Scale.log() + StandardEntropy());

    /// <inheritdoc/>
    /// <remarks>The location, for every family here.</remarks>
    public Tensor Mode() => Location.clone();

    internal override Tensor LogProbabilityCore(Tensor value) => StandardLogDensity(Standard(value)) - Scale.log();

    internal override Tensor CdfCore(Tensor value) => StandardCdf(Standard(value));

    internal override Tensor SurvivalCore(Tensor value) => StandardSurvival(Standard(value));

    internal override Tensor LogCdfCore(Tensor value) => StandardLogCdf(Standard(value));

    internal override Tensor LogSurvivalCore(Tensor value) => StandardLogSurvival(Standard(value));

    internal override Tensor Draw(long[] shape, torch.Generator generator) => Location + (Scale * StandardDraw(shape, generator));

    internal abstract Tensor StandardLogDensity(Tensor z);

    internal abstract Tensor StandardCdf(Tensor z);

    internal abstract Tensor StandardSurvival(Tensor z);

    internal virtual Tensor StandardLogCdf(Tensor z) => StandardCdf(z).log();

    internal virtual Tensor StandardLogSurvival(Tensor z) => StandardSurvival(z).log();

    internal abstract Tensor StandardEntropy();

    internal abstract Tensor StandardDraw(long[] shape, torch.Generator generator);

    /// <summary>A number in the type and on the device of the parameters.</summary>
    private protected Tensor Constant(double value) => torch.tensor(value, dtype: Type, device: Device);

    /// <summary>The standard distribution's inverse, moved and stretched.</summary>
    private protected Tensor InverseCdfFrom(Tensor probability, Func<Tensor, Tensor> standard) =>
        InverseCdf(probability, p => Location + (Scale * standard(p)));

    private Tensor Standard(Tensor value) => (value - Location) / Scale;
}
