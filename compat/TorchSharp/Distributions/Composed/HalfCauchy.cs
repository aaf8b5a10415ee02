using static TorchSharp.torch;
using static TorchSharp.torch.distributions;

namespace TorchSharp.Modules;

/// <summary>|x| of a Cauchy variable x centred at 0. Its mean and variance are infinite.</summary>
public class HalfCauchy : TransformedDistribution
{
    internal HalfCauchy(Tensor scale, Generator? generator = null)
        : base(Centred(scale, generator), new transforms.AbsTransform(), generator) => this.scale = Own(scale);

    public Tensor scale { get; private set; }

    public override Tensor mean => full_like(scale, double.PositiveInfinity);

    public override Tensor mode => zeros_like(scale);

    public override Tensor variance => full_like(scale, double.PositiveInfinity);

    public override Tensor log_prob(Tensor value) => WrappedTensorDisposeScope(() =>
        (base_distribution.log_prob(value) + Math.Log(2)).masked_fill(value.lt(0), double.NegativeInfinity));

    public override Tensor entropy() => WrappedTensorDisposeScope(() => base_distribution.entropy() - Math.Log(2));

    public override Tensor cdf(Tensor value) => WrappedTensorDisposeScope(() => (2 * base_distribution.cdf(value)) - 1);

    public override Tensor icdf(Tensor value) => WrappedTensorDisposeScope(() => base_distribution.icdf((value + 1) / 2));

    public override Distribution expand(Size batch_shape, Distribution? instance = null)
    {
        HalfCauchy expanded = Expanding<HalfCauchy>(batch_shape, instance);
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

    private static Cauchy Centred(Tensor scale, Generator? generator)
    {
        using Tensor loc = zeros_like(scale);
        return new Cauchy(loc, scale, generator);
    }
}
