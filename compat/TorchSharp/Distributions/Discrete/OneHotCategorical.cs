using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>One of K categories as a vector [K] of one 1 and zeros.</summary>
public class OneHotCategorical : distributions.Distribution
{
    private Categorical _categorical;

    public OneHotCategorical(Tensor? p = null, Tensor? l = null, Generator? generator = null)
        : base(generator)
    {
        _categorical = new Categorical(p, l, generator);
        _init(_categorical.batch_shape, _categorical.param_shape[^1..]);
    }

    /// <summary>The distribution's own where it was given; else a new tensor, the caller's.</summary>
    public Tensor probs => _categorical.probs;

    /// <summary>The distribution's own where it was given; else a new tensor, the caller's.</summary>
    public Tensor logits => _categorical.logits;

    public override Tensor mean => probs;

    public override Tensor mode => WrappedTensorDisposeScope(() => OneHot(probs.argmax(-1)));

    public override Tensor variance => WrappedTensorDisposeScope(() => probs * (1 - probs));

    public override Tensor rsample(params long[] sample_shape) => WrappedTensorDisposeScope(() =>
        OneHot(_categorical.sample(sample_shape)));

    public override Tensor log_prob(Tensor value) => WrappedTensorDisposeScope(() => _categorical.log_prob(value.argmax(-1)));

    public override Tensor entropy() => _categorical.entropy();

    public override distributions.Distribution expand(Size batch_shape, distributions.Distribution? instance = null)
    {
        OneHotCategorical expanded = Expanding<OneHotCategorical>(batch_shape, instance);
        expanded._categorical = (Categorical)_categorical.expand(batch_shape);
        return expanded;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _categorical.Dispose();
        }

        base.Dispose(disposing);
    }

    private Tensor OneHot(Tensor categories) => Aten.Call("one_hot", categories, event_shape[0]).to_type(probs.dtype);
}
