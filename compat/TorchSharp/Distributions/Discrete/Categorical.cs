using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>One of K categories, 0 to K − 1, by probabilities or logits [..., K], which are normalized.</summary>
public class Categorical : distributions.Distribution
{
    private Tensor? _probs;
    private Tensor? _logits;

    public Categorical(Tensor? probs = null, Tensor? logits = null, Generator? generator = null)
        : base(generator)
    {
        RequireOne(probs is not null, logits is not null);
        _probs = probs is null ? null : WrappedTensorDisposeScope(() => probs / probs.sum(-1, true)).DetachFromDisposeScope();
        _logits = logits is null ? null : WrappedTensorDisposeScope(() => logits - logits.logsumexp(-1, true)).DetachFromDisposeScope();
        batch_shape = param_shape[..^1];
    }

    /// <summary>The distribution's own where it was given; else a new tensor, the caller's.</summary>
    public Tensor probs => _probs ?? LogitsToProbs(_logits!);

    /// <summary>The distribution's own where it was given; else a new tensor, the caller's.</summary>
    public Tensor logits => _logits ?? ProbsToLogits(_probs!);

    public long[] param_shape => (_probs ?? _logits!).shape;

    /// <summary>NaN: categories have no order.</summary>
    public override Tensor mean => Nothing();

    /// <summary>NaN: categories have no order.</summary>
    public override Tensor variance => Nothing();

    public override Tensor rsample(params long[] sample_shape) => WrappedTensorDisposeScope(() =>
    {
        Tensor rows = probs.detach().reshape(-1, param_shape[^1]);
        Tensor draws = rows.multinomial(sample_shape.TotalSize(), true, generator);
        return draws.t().reshape(ExtendedShape(sample_shape));
    });

    public override Tensor log_prob(Tensor value) => WrappedTensorDisposeScope(() =>
    {
        IList<Tensor> both = broadcast_tensors(value.to_type(ScalarType.Int64).unsqueeze(-1), logits);
        return both[1].gather(-1, both[0].narrow(-1, 0, 1)).squeeze(-1);
    });

    public override Tensor entropy() => WrappedTensorDisposeScope(() =>
    {
        // A probability of zero adds 0 · (the least number), not 0 · (-∞).
        Tensor finite = logits.clamp(min: finfo(logits.dtype).min);
        return -(finite * probs).sum(-1);
    });

    public override distributions.Distribution expand(Size batch_shape, distributions.Distribution? instance = null)
    {
        Categorical expanded = Expanding<Categorical>(batch_shape, instance);
        expanded._probs = _probs is null ? null : Widen(_probs, batch_shape, param_shape[^1]);
        expanded._logits = _logits is null ? null : Widen(_logits, batch_shape, param_shape[^1]);
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

    private Tensor Nothing() => (_probs ?? _logits!).detach().new_full(ExtendedShape(), double.NaN);
}
