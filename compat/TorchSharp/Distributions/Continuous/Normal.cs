using static TorchSharp.torch;

namespace TorchSharp.Modules;

public class Normal : distributions.Distribution
{
    private Tensor loc;
    private Tensor scale;

    public Normal(Tensor loc, Tensor scale, Generator? generator = null)
        : base(generator)
    {
        (this.loc, this.scale) = Own(loc, scale);
        batch_shape = this.loc.size();
    }

    public override Tensor mean => loc;

    public override Tensor mode => loc;

    public override Tensor stddev => scale;

    public override Tensor variance => scale.pow(2);

    public override Tensor rsample(params long[] sample_shape) => WrappedTensorDisposeScope(() =>
        loc + (StandardNormal(loc, ExtendedShape(sample_shape)) * scale));

    public override Tensor log_prob(Tensor value) => WrappedTensorDisposeScope(() =>
        -((value - loc).pow(2) / (2 * scale.pow(2))) - scale.log() - (0.5 * Math.Log(2 * Math.PI)));

    public override Tensor entropy() => WrappedTensorDisposeScope(() => scale.log() + 0.5 + (0.5 * Math.Log(2 * Math.PI)));

    public override Tensor cdf(Tensor value) => WrappedTensorDisposeScope(() =>
        0.5 * (1 + ((value - loc) / (scale * Math.Sqrt(2))).erf()));

    public override Tensor icdf(Tensor value) => WrappedTensorDisposeScope(() =>
        loc + (scale * ((2 * value) - 1).erfinv() * Math.Sqrt(2)));

    public override distributions.Distribution expand(Size batch_shape, distributions.Distribution? instance = null)
    {
        Normal expanded = Expanding<Normal>(batch_shape, instance);
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
