using static TorchSharp.torch;

namespace TorchSharp.Modules;

public class Laplace : distributions.Distribution
{
    private Tensor loc;
    private Tensor scale;

    public Laplace(Tensor loc, Tensor scale, Generator? generator = null)
        : base(generator)
    {
        (this.loc, this.scale) = Own(loc, scale);
        batch_shape = this.loc.size();
    }

    public override Tensor mean => loc;

    public override Tensor mode => loc;

    public override Tensor stddev => scale * Math.Sqrt(2.0);

    public override Tensor variance => WrappedTensorDisposeScope(() => 2 * scale.pow(2));

    public override Tensor rsample(params long[] sample_shape) => WrappedTensorDisposeScope(() =>
    {
        // From (-1, 1), so that the logarithm stays finite.
        Tensor u = loc.detach().new_empty(ExtendedShape(sample_shape)).uniform_(finfo(loc.dtype).eps - 1, 1, generator);
        return loc - (scale * u.sign() * (-u.abs()).log1p());
    });

    public override Tensor log_prob(Tensor value) => WrappedTensorDisposeScope(() =>
        -(2 * scale).log() - ((value - loc).abs() / scale));

    public override Tensor entropy() => WrappedTensorDisposeScope(() => (2 * scale).log() + 1);

    public override Tensor cdf(Tensor value) => WrappedTensorDisposeScope(() =>
    {
        Tensor distance = value - loc;
        return 0.5 - (0.5 * distance.sign() * (-distance.abs() / scale).expm1());
    });

    public override Tensor icdf(Tensor value) => WrappedTensorDisposeScope(() =>
    {
        Tensor centred = value - 0.5;
        return loc - (scale * centred.sign() * (-2 * centred.abs()).log1p());
    });

    public override distributions.Distribution expand(Size batch_shape, distributions.Distribution? instance = null)
    {
        Laplace expanded = Expanding<Laplace>(batch_shape, instance);
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
