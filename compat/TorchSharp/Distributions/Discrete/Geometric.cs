using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The failures before the first success: 0, 1, 2, …</summary>
public class Geometric : distributions.Distribution
{
    private Tensor? _probs;
    private Tensor? _logits;

    public Geometric(Tensor? probs = null, Tensor? logits = null, Generator? generator = null)
        : base(generator)
    {
        RequireOne(probs is not null, logits is not null);
        _probs = probs is null ? null : Own(probs);
        _logits = logits is null ? null : Own(logits);
        batch_shape = (probs ?? logits!).size();
    }

    /// <summary>The distribution's own where it was given; else a new tensor, the caller's.</summary>
    public Tensor probs => _probs ?? LogitsToProbs(_logits!, true);

    /// <summary>The distribution's own where it was given; else a new tensor, the caller's.</summary>
    public Tensor logits => _logits ?? ProbsToLogits(_probs!, true);

    public override Tensor mean => WrappedTensorDisposeScope(() => probs.reciprocal() - 1);

    public override Tensor variance => WrappedTensorDisposeScope(() => (probs.reciprocal() - 1) / probs);

    public override Tensor rsample(params long[] sample_shape) => WrappedTensorDisposeScope(() =>
    {
        Tensor p = probs.detach();
        Tensor u = p.new_empty(ExtendedShape(sample_shape)).uniform_(finfo(p.dtype).tiny, 1, generator);
        return (u.log() / (-p).log1p()).floor();
    });

    public override Tensor log_prob(Tensor value) => WrappedTensorDisposeScope(() =>
    {
        // 0 · log(0) is 0 here: no failure before a certain success.
        IList<Tensor> both = broadcast_tensors(value, probs);
        Tensor p = both[1].masked_fill(both[1].eq(1) & both[0].eq(0), 0);
        return (both[0] * (-p).log1p()) + both[1].log();
    });

    public override Tensor entropy() => WrappedTensorDisposeScope(() =>
        Aten.Call("binary_cross_entropy_with_logits", logits, probs, Argument.None, Argument.None, 0L) / probs);

    public override distributions.Distribution expand(Size batch_shape, distributions.Distribution? instance = null)
    {
        Geometric expanded = Expanding<Geometric>(batch_shape, instance);
        expanded._probs = _probs is null ? null : Widen(_probs, batch_shape);
        expanded._logits = _logits is null ? null : Widen(_logits, batch_shape);
        return expanded;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _probs?.Dispose();
            _logits?.Dispose();
        }

        base.Dispose(disposing);
    }
}
