using static TorchSharp.torch;

namespace TorchSharp.Modules;

public class Exponential : distributions.ExponentialFamily
{
    private Tensor rate;

    public Exponential(Tensor rate, Generator? generator = null)
        : base(generator)
    {
        this.rate = Own(rate);
        batch_shape = rate.size();
    }

    public override Tensor mean => rate.reciprocal();

    public override Tensor mode => zeros_like(rate);

    public override Tensor stddev => rate.reciprocal();

    public override Tensor variance => rate.pow(-2);

    protected override IList<Tensor> NaturalParams => [-rate];

    protected override Tensor MeanCarrierMeasure => zeros_like(rate);

    public override Tensor rsample(params long[] sample_shape) => WrappedTensorDisposeScope(() =>
        rate.detach().new_empty(ExtendedShape(sample_shape)).exponential_(generator: generator) / rate);

    public override Tensor log_prob(Tensor value) => WrappedTensorDisposeScope(() => rate.log() - (rate * value));

    public override Tensor entropy() => WrappedTensorDisposeScope(() => 1 - rate.log());

    public override Tensor cdf(Tensor value) => WrappedTensorDisposeScope(() => -(-rate * value).expm1());

    public override Tensor icdf(Tensor value) => WrappedTensorDisposeScope(() => -(-value).log1p() / rate);

    public override distributions.Distribution expand(Size batch_shape, distributions.Distribution? instance = null)
    {
        Exponential expanded = Expanding<Exponential>(batch_shape, instance);
        expanded.rate = Widen(rate, batch_shape);
        return expanded;
    }

    protected override Tensor LogNormalizer(params Tensor[] parameters) => WrappedTensorDisposeScope(() => -(-parameters[0]).log());

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            rate.Dispose();
        }

        base.Dispose(disposing);
    }
}
