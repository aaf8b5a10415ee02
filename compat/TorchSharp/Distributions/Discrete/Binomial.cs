using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The successes of total_count trials.</summary>
public class Binomial : distributions.Distribution
{
    private Tensor total_count;
    private Tensor _probs;
    private Tensor _logits;

    public Binomial(Tensor total_count, Tensor? p = null, Tensor? l = null, Generator? generator = null)
        : base(generator)
    {
        RequireOne(p is not null, l is not null);
        using Tensor count = total_count.to_type((p ?? l!).dtype);
        (this.total_count, Tensor given) = Own(count, (p ?? l)!);
        _probs = p is null ? LogitsToProbs(given, true).DetachFromDisposeScope() : given;
        _logits = l is null ? ProbsToLogits(given, true).DetachFromDisposeScope() : given;
        batch_shape = given.size();
    }

    public Tensor probs => _probs;

    public Tensor logits => _logits;

    public override Tensor mean => total_count * probs;

    public override Tensor mode => WrappedTensorDisposeScope(() => ((total_count + 1) * probs).floor().minimum(total_count));

    public override Tensor variance => WrappedTensorDisposeScope(() => total_count * probs * (1 - probs));

    public override Tensor rsample(params long[] sample_shape) => WrappedTensorDisposeScope(() =>
    {
        long[] shape = ExtendedShape(sample_shape);
        return binomial(total_count.expand(shape), probs.detach().expand(shape), generator);
    });

    public override Tensor log_prob(Tensor value) => WrappedTensorDisposeScope(() =>
    {
        Tensor choices = (total_count + 1).lgamma() - (value + 1).lgamma() - (total_count - value + 1).lgamma();
        Tensor softplus = ClampByZero(logits) + (-logits.abs()).exp().log1p();
        return choices + (value * logits) - (total_count * softplus);
    });

    /// <summary>Summed over the support.</summary>
    public override Tensor entropy() => WrappedTensorDisposeScope(() =>
    {
        long most = (long)total_count.max().ToDouble();
        long[] column = [most + 1, .. batch_shape.Shape.Select(_ => 1L)];
        Tensor counts = arange(most + 1, dtype: total_count.dtype, device: total_count.device).reshape(column);
        Tensor log = log_prob(counts);
        return (-log.exp() * log).masked_fill(counts.gt(total_count), 0).sum(dim: 0);
    });

    public override distributions.Distribution expand(Size batch_shape, distributions.Distribution? instance = null)
    {
        Binomial expanded = Expanding<Binomial>(batch_shape, instance);
        expanded.total_count = Widen(total_count, batch_shape);
        expanded._probs = Widen(_probs, batch_shape);
        expanded._logits = Widen(_logits, batch_shape);
        return expanded;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            total_count.Dispose();
            _probs.Dispose();
            _logits.Dispose();
        }

        base.Dispose(disposing);
    }
}
