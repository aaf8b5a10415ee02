using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>What the draws so far of one chunk of n inputs come to, in double precision.</summary>
internal sealed class ChunkMoments : IDisposable
{
    private readonly Tensor _mean;
    private readonly Tensor _squares;
    private readonly Tensor? _entropy;
    private readonly Tensor? _votes;
    private readonly OutputChecks _checks;

    /// <summary>Starts with no draw.</summary>
    /// <param name="values">[n, C, …] as all draws are, in kind.</param>
    /// <param name="reading">What the outputs are taken for.</param>
    public ChunkMoments(Tensor values, MomentsFold.Reading reading)
    {
        long[] shape = values.shape;
        _mean = Zeros(shape, torch.ScalarType.Float64);
        _squares = Zeros(shape, torch.ScalarType.Float64);
        _checks = new OutputChecks(values, reading == MomentsFold.Reading.Probabilities);
        if (reading != MomentsFold.Reading.Numbers)
        {
            _entropy = Zeros([shape[0], .. shape.AsSpan(2)], torch.ScalarType.Float64);
            _votes = Zeros(shape, torch.ScalarType.Int32);
        }

        Tensor Zeros(long[] size, torch.ScalarType type) =>
            torch.zeros(size, dtype: type, device: values.device).DetachFromDisposeScope();
    }

    /// <summary>Welford's step: with the draw k in number, the mean moves by step / k and the squares grow by step² (k - 1) / k.</summary>
    /// <param name="draw">The draw's number, k - 1.</param>
    /// <param name="given">[n, C, …] outputs, which are checked.</param>
    /// <param name="values">[n, C, …] what is folded of them.</param>
    public void Add(int draw, Tensor given, Tensor values)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        _checks.Add(given);
        double weight = 1.0 / (draw + 1);
        // Made double first: a difference of mixed types takes libtorch many times as long, and so does argmax below in place of max.
        Tensor step = values.to_type(torch.ScalarType.Float64, copy: true).sub_(_mean);
        _mean.add_(step, weight);
        _squares.addcmul_(step, step, draw * weight);
        if (_entropy is not null && _votes is not null)
        {
            // A running mean, not a sum: the mean of S equal entropies is that entropy.
            _entropy.add_(Shannon.Entropy(values, 1) - _entropy, weight);
            (_, Tensor vote) = values.max(1, keepdim: true);
            _votes.scatter_add_(1, vote, torch.ones_like(vote, dtype: torch.ScalarType.Int32));
        }
    }

    /// <summary>Writes the moments, once all draws are there, to the place of the chunk among all inputs.</summary>
    public void WriteTo(PredictiveMoments results, long first)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        _checks.Throw("posterior");
        long length = _mean.shape[0];
        results.Mean.narrow(0, first, length).copy_(_mean);
        results.Variance.narrow(0, first, length).copy_(_squares.div_(results.Draws));
        if (_entropy is not null && _votes is not null)
        {
            results.MeanEntropy!.narrow(0, first, length).copy_(_entropy);
            results.Votes!.narrow(0, first, length).copy_(_votes);
        }
    }

    public void Dispose()
    {
        _mean.Dispose();
        _squares.Dispose();
        _entropy?.Dispose();
        _votes?.Dispose();
        _checks.Dispose();
    }
}
