using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

public class Gamma : distributions.ExponentialFamily
{
    protected Tensor concentration;
    private Tensor rate;

    public Gamma(Tensor concentration, Tensor rate, Generator? generator = null)
        : base(generator)
    {
        (this.concentration, this.rate) = Own(concentration, rate);
        batch_shape = this.concentration.size();
    }

    /// <summary>With rate 1/2 and half of the degrees of freedom given.</summary>
    private protected Gamma(Tensor df, Generator? generator)
        : base(generator)
    {
        concentration = (df * 0.5).DetachFromDisposeScope();
        rate = full_like(df, 0.5).DetachFromDisposeScope();
        batch_shape = df.size();
    }

    public override Tensor mean => concentration / rate;

    public override Tensor mode => WrappedTensorDisposeScope(() => ((concentration - 1) / rate).clamp(min: 0));

    public override Tensor variance => WrappedTensorDisposeScope(() => concentration / rate.pow(2));

    protected override IList<Tensor> NaturalParams => [concentration - 1, -rate];

    protected override Tensor MeanCarrierMeasure => zeros_like(rate);

    public override Tensor rsample(params long[] sample_shape) => WrappedTensorDisposeScope(() =>
    {
        long[] shape = ExtendedShape(sample_shape);
        Tensor value = Aten.Call("_standard_gamma", concentration.expand(shape), generator) / rate.expand(shape);

        // Off zero, where the density of small concentrations has no logarithm; the gradient passes by.
        value.detach().clamp_(min: finfo(value.dtype).tiny);
        return value;
    });

    public override Tensor log_prob(Tensor value) => WrappedTensorDisposeScope(() =>
        (concentration * rate.log()) + ((concentration - 1) * value.log()) - (rate * value) - concentration.lgamma());

    public override Tensor entropy() => WrappedTensorDisposeScope(() =>
        concentration - rate.log() + concentration.lgamma() + ((1 - concentration) * concentration.digamma()));

    public override Tensor cdf(Tensor value) => WrappedTensorDisposeScope(() => special.gammainc(concentration, rate * value));

    public override distributions.Distribution expand(Size batch_shape, distributions.Distribution? instance = null)
    {
        Gamma expanded = Expanding<Gamma>(batch_shape, instance);
        expanded.concentration = Widen(concentration, batch_shape);
        expanded.rate = Widen(rate, batch_shape);
        return expanded;
    }

    protected override Tensor LogNormalizer(params Tensor[] parameters) => WrappedTensorDisposeScope(() =>
        (parameters[0] + 1).lgamma() - ((parameters[0] + 1) * (-parameters[1]).log()));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            concentration.Dispose();
            rate.Dispose();
        }

        base.Dispose(disposing);
    }
}
