using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>The batches of a training, each checked before it is used.</summary>
/// <param name="batches">Pairs of [B, …] inputs and their targets, to be enumerated again and again.</param>
/// <param name="cancellationToken">Looked at before each batch.</param>
internal sealed class TrainingBatches(IEnumerable<(Tensor Inputs, Tensor Targets)> batches, CancellationToken cancellationToken)
{
    private bool _again;

    /// <summary>Goes through them once.</summary>
    /// <param name="name">What an error calls this pass, such as "epoch 2".</param>
    /// <exception cref="ArgumentException">There is no batch, or one that is not finite.</exception>
    public IEnumerable<(Tensor Inputs, Tensor Targets)> Pass(string name)
    {
        bool again = _again;
        bool any = false;
        _again = true;
        foreach ((Tensor inputs, Tensor targets) in batches)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Guard.MinimumRank(inputs, 1, "[B, …]");
            Guard.Finite(inputs);
            Guard.NotNull(targets);
            Guard.Finite(targets);
            any = true;
            yield return (inputs, targets);
        }

        if (!any)
        {
            throw Bad(
                again ? $"gave no batch in {name}: it must be enumerable again." : "must hold at least one batch; got none.", nameof(batches));
        }
    }

    /// <summary>An error in what this was made from.</summary>
    private static ArgumentException Bad(string message, string parameter) => new(message, parameter);
}
