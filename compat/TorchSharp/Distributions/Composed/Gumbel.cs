using static TorchSharp.torch;
using static TorchSharp.torch.distributions;

namespace TorchSharp.Modules;

/// <summary>loc − scale log(−log u) of a uniform u: the distribution of a largest value.</summary>
public class Gumbel : TransformedDistribution
{
    private readonly Tensor _loc;
    private readonly Tensor _scale;
    private readonly Tensor _fall;

    internal Gumbel(Tensor loc, Tensor scale, Generator? generator = null)
        : base(generator)
    {
        (_loc, _scale) = Own(loc, scale);
        _fall = (-_scale).DetachFromDisposeScope();
        _init(Within(_loc, generator),
        [
            new transforms.LogTransform(),
            new transforms.AffineTransform(0, -1),
            new transforms.LogTransform(),
            new transforms.AffineTransform(_loc, _fall),
        ]);
    }

    public override Tensor mean => WrappedTensorDisposeScope(() => _loc + (_scale * euler_constant));

    public override Tensor mode => _loc;

    public override Tensor variance => WrappedTensorDisposeScope(() => _scale.pow(2) * (Math.PI * Math.PI / 6));

    public override Tensor stddev => _scale * (Math.PI / Math.Sqrt(6));

    public override Tensor log_prob(Tensor value) => WrappedTensorDisposeScope(() =>
    {
        Tensor y = (_loc - value) / _scale;
        return y - y.exp() - _scale.log();
    });

    public override Tensor entropy() => WrappedTensorDisposeScope(() => _scale.log() + (1 + euler_constant));

    public override Distribution expand(Size batch_shape, Distribution? instance = null)
    {
        if (instance is not null)
        {
            throw new ArgumentException("A Gumbel distribution expands into a new one only.", nameof(instance));
        }

        using Tensor loc = _loc.expand(batch_shape.Shape);
        using Tensor scale = _scale.expand(batch_shape.Shape);
        return new Gumbel(loc, scale, generator);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _loc.Dispose();
            _scale.Dispose();
            _fall.Dispose();
        }

        base.Dispose(disposing);
    }

    // Off 0 and 1, so that both logarithms are finite.
    private static Uniform Within(Tensor like, Generator? generator)
    {
        FInfo limits = finfo(like.dtype);
        using Tensor plain = like.detach();
        using Tensor low = full_like(plain, limits.tiny);
        using Tensor high = full_like(plain, 1 - limits.eps);
        return new Uniform(low, high, generator);
    }
}
