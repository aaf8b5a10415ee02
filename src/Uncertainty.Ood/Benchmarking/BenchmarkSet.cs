using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>A stream of batches that must give the same number of inputs each time it is gone through to its end.</summary>
internal sealed class BenchmarkSet(string? name, IEnumerable<Tensor> batches, string parameter)
{
    private long? _count;

    /// <summary>Its name; null for the inliers.</summary>
    public string? Name => name;

    /// <summary>Batches, each [B, …] with B at least 1.</summary>
    public IEnumerable<Tensor> Read()
    {
        long seen = 0;
        foreach (Tensor batch in batches)
        {
            Guard.MinimumRank(batch, 1, "[B, …]", parameter);
            seen += batch.shape[0];
            yield return batch;
        }

        if (seen == 0 && _count is null)
        {
            throw new ArgumentException($"must give at least one input; {Described} gave none.", parameter);
        }

        if (_count is { } before && before != seen)
        {
            throw new ArgumentException(
                $"must give the same inputs each time they are enumerated; {Described} gave {before}, then {seen}.", parameter);
        }

        _count = seen;
    }

    private string Described => name is null ? "the inliers" : $"'{name}'";
}
