using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>On [low, high).</summary>
public class Uniform : distributions.Distribution
{
    private Tensor low;
    private Tensor high;

    public Uniform(Tensor low, Tensor high, Generator? generator = null)
        : base(generator)
    {
        (this.low, this.high) = Own(low, high);
        batch_shape = this.low.size();
    }

    public override Tensor mean => WrappedTensorDisposeScope(() => (high + low) / 2);

    /// <summary>NaN: all values are as likely.</summary>
    public override Tensor mode => high * double.NaN;

    public override Tensor variance => WrappedTensorDisposeScope(() => (high - low).pow(2) / 12);

    public override Tensor rsample(params long[] sample_shape) => WrappedTensorDisposeScope(() =>
        low + (low.detach().new_empty(ExtendedShape(sample_shape)).uniform_(0, 1, generator) * (high - low)));

    public override Tensor log_prob(Tensor value) => WrappedTensorDisposeScope(() =>
        (low.le(value) & high.gt(value)).to_type(low.dtype).log() - (high - low).log());

    public override Tensor entropy() => WrappedTensorDisposeScope(() => (high - low).log());

    public override Tensor cdf(Tensor value) => WrappedTensorDisposeScope(() =>
        ((value - low) / (high - low)).clamp(min: 0, max: 1));

    public override Tensor icdf(Tensor value) => WrappedTensorDisposeScope(() => (value * (high - low)) + low);

    public override distributions.Distribution expand(Size batch_shape, distributions.Distribution? instance = null)
    {
        Uniform expanded = Expanding<Uniform>(batch_shape, instance);
        expanded.low = Widen(low, batch_shape);
        expanded.high = Widen(high, batch_shape);
        return expanded;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            low.Dispose();
            high.Dispose();
        }

        base.Dispose(disposing);
    }
}
