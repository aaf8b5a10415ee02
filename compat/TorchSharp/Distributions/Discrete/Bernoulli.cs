using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>1 with probability probs, or sigmoid(logits), and 0 otherwise.</summary>
public class Bernoulli : distributions.Distribution
{
    private Tensor? _probs;
    private Tensor? _logits;

    public Bernoulli(Tensor? p = null, Tensor? l = null, Generator? generator = null)
        : base(generator)
    {
        RequireOne(p is not null, l is not null);
        _probs = p is null ? null : Own(p);
        _logits = l is null ? null : Own(l);
        batch_shape = (p ?? l!).size();
    }

    /// <summary>The distribution's own where it was given; else a new tensor, the caller's.</summary>
    public Tensor probs => _probs ?? LogitsToProbs(_logits!, true);

    /// <summary>The distribution's own where it was given; else a new tensor, the caller's.</summary>
    public Tensor logits => _logits ?? ProbsToLogits(_probs!, true);

    public override Tensor mean => probs;

    public override Tensor variance => WrappedTensorDisposeScope(() => probs * (1 - probs));

    public override Tensor rsample(params long[] sample_shape) => WrappedTensorDisposeScope(() =>
        bernoulli(probs.detach().expand(ExtendedShape(sample_shape)), generator));

    public override Tensor log_prob(Tensor value) => WrappedTensorDisposeScope(() =>
    {
        IList<Tensor> both = broadcast_tensors(logits, value);
        return -CrossEntropy(both[0], both[1]);
    });

    public override Tensor entropy() => WrappedTensorDisposeScope(() => CrossEntropy(logits, probs));

    public override distributions.Distribution expand(Size batch_shape, distributions.Distribution? instance = null)
    {
        Bernoulli expanded = Expanding<Bernoulli>(batch_shape, instance);
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

    private static Tensor CrossEntropy(Tensor logits, Tensor target) =>
        Aten.Call("binary_cross_entropy_with_logits", logits, target, Argument.None, Argument.None, 0L);
}
