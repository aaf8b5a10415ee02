using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Has no mean, which is NaN, and an infinite variance.</summary>
public class Cauchy : distributions.Distribution
{
    private Tensor loc;
    private Tensor scale;

    public Cauchy(Tensor loc, Tensor scale, Generator? generator = null)
        : base(generator)
    {
        (this.loc, this.scale) = Own(loc, scale);
        batch_shape = this.loc.size();
    }

    public override Tensor mean => full_like(loc, double.NaN);

    public override Tensor mode => loc;

    public override Tensor variance => full_like(loc, double.PositiveInfinity);

    public override Tensor rsample(params long[] sample_shape) => WrappedTensorDisposeScope(() =>
        loc + (loc.detach().new_empty(ExtendedShape(sample_shape)).cauchy_(generator: generator) * scale));

    public override Tensor log_prob(Tensor value) => WrappedTensorDisposeScope(() =>
        -Math.Log(Math.PI) - scale.log() - ((value - loc) / scale).pow(2).log1p());

    public override Tensor entropy() => WrappedTensorDisposeScope(() => scale.log() + Math.Log(4 * Math.PI));

    public override Tensor cdf(Tensor value) => WrappedTensorDisposeScope(() => (((value - loc) / scale).atan() / Math.PI) + 0.5);

    public override Tensor icdf(Tensor value) => WrappedTensorDisposeScope(() => ((Math.PI * (value - 0.5)).tan() * scale) + loc);

    public override distributions.Distribution expand(Size batch_shape, distributions.Distribution? instance = null)
    {
        Cauchy expanded = Expanding<Cauchy>(batch_shape, instance);
        expanded.loc = Widen(loc, batch_shape);
        expanded.scale = Widen(scale, batch_shape);
        return expanded;
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
