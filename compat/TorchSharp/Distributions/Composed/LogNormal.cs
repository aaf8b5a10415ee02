using static TorchSharp.torch;
using static TorchSharp.torch.distributions;

namespace TorchSharp.Modules;

/// <summary>exp of a normal variable with mean loc and standard deviation scale.</summary>
public class LogNormal : TransformedDistribution
{
    internal LogNormal(Tensor loc, Tensor scale, Generator? generator = null)
        : base(new Normal(loc, scale, generator), new transforms.ExpTransform(), generator) =>
        (this.loc, this.scale) = Own(loc, scale);

    public Tensor loc { get; private set; }

    public Tensor scale { get; private set; }

    public override Tensor mean => WrappedTensorDisposeScope(() => (loc + (scale.pow(2) / 2)).exp());

    public override Tensor mode => WrappedTensorDisposeScope(() => (loc - scale.pow(2)).exp());

    public override Tensor variance => WrappedTensorDisposeScope(() => scale.pow(2).expm1() * ((2 * loc) + scale.pow(2)).exp());

    public override Tensor entropy() => WrappedTensorDisposeScope(() => base_distribution.entropy() + loc);

    public override Distribution expand(Size batch_shape, Distribution? instance = null)
    {
        LogNormal expanded = Expanding<LogNormal>(batch_shape, instance);
        expanded.loc = Widen(loc, batch_shape);
        expanded.scale = Widen(scale, batch_shape);
        return base.expand(batch_shape, expanded);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            loc.Dispose();
            scale.Dispose();
        }

        base.Dispose(disposing);
    }
}
