using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>Batches of inputs that are gone through one at a time, each checked, counted and reported.</summary>
/// <param name="passes">How often batches are gone through in all.</param>
/// <param name="progress">Told of every batch.</param>
/// <param name="cancellationToken">Looked at before every batch.</param>
internal sealed class InputStream(int passes, IProgress<DetectorProgress>? progress, CancellationToken cancellationToken)
{
    private readonly HashSet<string> _read = [];
    private int _pass;

    /// <summary>Goes through batches once.</summary>
    /// <param name="batches">[B, …] inputs.</param>
    /// <param name="name">The parameter that they came by.</param>
    public IEnumerable<Tensor> Read(IEnumerable<Tensor> batches, string name) =>
        Read(batches.Select(inputs => (inputs, (Tensor?)null)), name).Select(batch => batch.Inputs);

    /// <summary>Goes through batches with or without labels once.</summary>
    /// <param name="batches">[B, …] inputs and [B] labels, int64 and at least 0.</param>
    /// <param name="name">The parameter that they came by.</param>
    public IEnumerable<(Tensor Inputs, Tensor? Labels)> Read(IEnumerable<(Tensor Inputs, Tensor? Labels)> batches, string name)
    {
        _pass++;
        bool first = _read.Add(name);
        int count = 0;
        long seen = 0;
        foreach ((Tensor inputs, Tensor? labels) in batches)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Guard.NotNull(inputs, name);
            if (labels is not null)
            {
                CheckLabels(inputs, labels);
            }

            yield return (inputs, labels);
            count++;
            seen += inputs.shape[0];
            progress?.Report(new DetectorProgress(_pass, passes, count, seen));
        }

        if (count == 0)
        {
            throw new ArgumentException(
                first ? "must hold at least one batch; got none." : $"gave no batch in pass {_pass}: it must be enumerable again.", name);
        }
    }

    private static void CheckLabels(Tensor inputs, Tensor labels)
    {
        Guard.Rank(labels, 1, "[B]");
        if (labels.dtype != torch.ScalarType.Int64 || labels.shape[0] != inputs.shape[0])
        {
            throw new ArgumentException(
                $"must be [{inputs.shape[0]}] of Int64, one class for each input; got [{labels.shape[0]}] of {labels.dtype}.", nameof(labels));
        }

        using DisposeScope scope = torch.NewDisposeScope();
        long lowest = labels.min().item<long>();
        if (lowest < 0)
        {
            throw new ArgumentException($"must be at least 0; the lowest is {lowest}.", nameof(labels));
        }
    }
}
