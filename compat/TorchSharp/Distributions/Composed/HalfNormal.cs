using static TorchSharp.torch;
using static TorchSharp.torch.distributions;

namespace TorchSharp.Modules;

/// <summary>|x| of a normal variable x with mean 0.</summary>
public class HalfNormal : TransformedDistribution
{
    internal HalfNormal(Tensor scale, Generator? generator = null)
        : base(Centred(scale, generator), new transforms.AbsTransform(), generator) => this.scale = Own(scale);

    public Tensor scale { get; private set; }

    public override Tensor mean => scale * Math.Sqrt(2 / Math.PI);

    public override Tensor mode => zeros_like(scale);

    public override Tensor variance => WrappedTensorDisposeScope(() => scale.pow(2) * (1 - (2 / Math.PI)));

    public override Tensor log_prob(Tensor value) => WrappedTensorDisposeScope(() =>
        (base_distribution.log_prob(value) + Math.Log(2)).masked_fill(value.lt(0), double.NegativeInfinity));

    public override Tensor entropy() => WrappedTensorDisposeScope(() => base_distribution.entropy() - Math.Log(2));

    public override Tensor cdf(Tensor value) => WrappedTensorDisposeScope(() => (2 * base_distribution.cdf(value)) - 1);

    public override Tensor icdf(Tensor prob) => WrappedTensorDisposeScope(() => base_distribution.icdf((prob + 1) / 2));

    public override Distribution expand(Size batch_shape, Distribution? instance = null)
    {
        HalfNormal expanded = Expanding<HalfNormal>(batch_shape, instance);
        expanded.scale = Widen(scale, batch_shape);
        return base.expand(batch_shape, expanded);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            scale.Dispose();
        }

        base.Dispose(disposing);
    }

    private static Normal Centred(Tensor scale, Generator? generator)
    {
        using Tensor loc = zeros_like(scale);
        return new Normal(loc, scale, generator);
    }
}
