using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// Test-time augmentation: draw s is the network's answer to the inputs changed by augmentation s. How the draws differ says how much
/// the answer hangs on what should not matter; it is the data's uncertainty rather than the weights'.
/// </summary>
/// <remarks>
/// Ayhan and Berens, "Test-time Data Augmentation for Estimation of Heteroscedastic Aleatoric Uncertainty in Deep Neural Networks",
/// MIDL 2018. The network runs in evaluation mode. Not safe for several threads on one network.
/// </remarks>
public sealed class TestTimeAugmentation : IPosteriorPredictive
{
    private readonly torch.nn.Module<Tensor, Tensor> _network;
    private readonly Augmentation[] _augmentations;
    private readonly TestTimeAugmentationOptions _options;
    private readonly PassMemory _memory;

    /// <summary>Wraps a trained network.</summary>
    /// <param name="network">From [N, …] inputs to [N, C, …] outputs. Belongs to the caller, who keeps it alive and disposes it.</param>
    /// <param name="augmentations">
    /// At least one, each with a name of its own; all count alike. Include <see cref="Augmentations.Identity"/> if the inputs as they
    /// are shall count.
    /// </param>
    /// <param name="options">How to run; null for the defaults.</param>
    /// <exception cref="ArgumentException"><paramref name="augmentations"/> are none, or hold null or one name twice.</exception>
    public TestTimeAugmentation(
        torch.nn.Module<Tensor, Tensor> network,
        IReadOnlyList<Augmentation> augmentations,
        TestTimeAugmentationOptions? options = null)
    {
        _network = Guard.NotNull(network);
        _augmentations = [.. Guard.NotNull(augmentations)];
        if (_augmentations.Length == 0)
        {
            throw new ArgumentException("must be at least one augmentation; got none.", nameof(augmentations));
        }

        HashSet<string> names = [];
        foreach (Augmentation augmentation in _augmentations)
        {
            if (augmentation is null || !names.Add(augmentation.Name))
            {
                throw new ArgumentException(
                    $"must be different augmentations; {(augmentation is null ? "one is null" : $"'{augmentation.Name}' is there twice")}.",
                    nameof(augmentations));
            }
        }

        _options = options ?? new TestTimeAugmentationOptions();
        _memory = new PassMemory([network], 1, _augmentations[0].Apply);
    }

    /// <summary>Number of augmentations, each of which is one draw.</summary>
    public int Draws => _augmentations.Length;

    /// <summary>The augmentations, in the order of the draws.</summary>
    public IReadOnlyList<Augmentation> Augmentations => _augmentations;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">
    /// <paramref name="inputs"/> are not what an augmentation needs: [N, C, H, W], or a floating-point type.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// An augmentation changes the number of inputs, or cannot move outputs of this shape back; the outputs are not [N, C, …].
    /// </exception>
    public void Visit(Tensor inputs, DrawVisitor visit, CancellationToken cancellationToken = default)
    {
        Guard.NotNull(inputs);
        if (Array.Exists(_augmentations, augmentation => augmentation.NeedsImages))
        {
            Guard.Rank(inputs, 4, "[N, C, H, W]");
        }

        using EvaluationModeScope evaluation = new(_network);
        DrawLoop.Run(
            inputs,
            visit,
            Draws,
            checkedInputs => _memory.Rows(checkedInputs, _options),
            (draw, _, chunk) => Pass(_augmentations[draw], chunk),
            cancellationToken);
    }

    private Tensor Pass(Augmentation augmentation, Tensor chunk)
    {
        // Read first: a network may dispose what it is given.
        long inputs = chunk.shape[0];
        Tensor changed = augmentation.Apply(chunk);
        if (changed.ndim == 0 || changed.shape[0] != inputs)
        {
            throw new InvalidOperationException(
                $"The augmentation '{augmentation.Name}' must change {inputs} inputs into as many; "
                + $"got [{string.Join(", ", changed.shape)}].");
        }

        Tensor outputs = DrawLoop.Checked(_network.call(changed), inputs, "network");
        return DrawLoop.Checked(augmentation.Undo(outputs), inputs, $"inverse of '{augmentation.Name}'");
    }
}
