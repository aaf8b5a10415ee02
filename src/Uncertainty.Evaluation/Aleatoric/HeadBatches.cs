using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>Training batches of a head as its training sees them: features, outputs and targets, each batch with a scope of its own.</summary>
internal sealed class HeadBatches(FeatureTap tap, IEnumerable<(Tensor Inputs, Tensor Targets)> batches, CancellationToken cancellationToken)
{
    public delegate void Visitor(int batch, Tensor features, Tensor outputs, Tensor targets);

    public FeatureTap Tap => tap;

    /// <summary>That of the first batch, which all others must have; null before it.</summary>
    public HeadShape? Shape { get; private set; }

    /// <summary>How many there were in the last whole pass.</summary>
    public int Count { get; private set; }

    /// <summary>One pass over all batches, numbered from 1.</summary>
    /// <param name="epoch">Which; 0 for the first look.</param>
    /// <param name="visit">What is done with each: features and outputs are of the same type, single or double, and targets on their device.</param>
    public void Pass(int epoch, Visitor visit)
    {
        int batch = 0;
        foreach ((Tensor inputs, Tensor targets) in batches)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Guard.MinimumRank(inputs, 1, "[N, …]");
            Guard.Finite(inputs);
            Guard.NotNull(targets);
            Guard.Finite(targets);
            using DisposeScope scope = torch.NewDisposeScope();
            using IDisposable noGradient = torch.no_grad();
            (Tensor features, Tensor outputs, FeatureLayer layer) = tap.Run(inputs);
            Shape ??= HeadShape.Of(layer, features, outputs);
            Shape.Check(layer, features, outputs);
            torch.ScalarType type = features.dtype == torch.ScalarType.Float64 || outputs.dtype == torch.ScalarType.Float64
                ? torch.ScalarType.Float64
                : torch.ScalarType.Float32;
            visit(++batch, features.to_type(type), outputs.to_type(type), targets.detach().to(outputs.device));
        }

        CheckAny(batches, batch, epoch);
        Count = batch;
    }

    private static void CheckAny(IEnumerable<(Tensor Inputs, Tensor Targets)> batches, int count, int epoch)
    {
        if (count == 0)
        {
            throw new ArgumentException(
                epoch == 0 ? "must hold at least one batch; got none." : $"gave no batch in epoch {epoch}: it must be enumerable again.",
                nameof(batches));
        }
    }
}
