using static TorchSharp.torch;

namespace TorchSharp.Modules;

public class Poisson : distributions.ExponentialFamily
{
    private Tensor rate;

    public Poisson(Tensor rate, Generator? generator = null)
        : base(generator)
    {
        this.rate = Own(rate);
        batch_shape = rate.size();
    }

    public override Tensor mean => rate;

    public override Tensor mode => rate.floor();

    public override Tensor variance => rate;

    protected override IList<Tensor> NaturalParams => [rate.log()];

    protected override Tensor MeanCarrierMeasure =>
        throw new NotImplementedException("The mean of log k! over a Poisson distribution, and so its entropy, has no closed form.");

    public override Tensor rsample(params long[] sample_shape) => WrappedTensorDisposeScope(() =>
        poisson(rate.detach().expand(ExtendedShape(sample_shape)), generator));

    public override Tensor log_prob(Tensor value) => WrappedTensorDisposeScope(() =>
        value.xlogy(rate) - rate - (value + 1).lgamma());

    public override Tensor cdf(Tensor value) => WrappedTensorDisposeScope(() =>
    {
        Tensor upTo = special.gammaincc(value.floor().clamp(min: 0) + 1, rate);
        return zeros_like(upTo).where(value.lt(0), upTo);
    });

    public override distributions.Distribution expand(Size batch_shape, distributions.Distribution? instance = null)
    {
        Poisson expanded = Expanding<Poisson>(batch_shape, instance);
        expanded.rate = Widen(rate, batch_shape);
        return expanded;
    }

    protected override Tensor LogNormalizer(params Tensor[] parameters) => parameters[0].exp();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            rate.Dispose();
        }

        base.Dispose(disposing);
    }
}
