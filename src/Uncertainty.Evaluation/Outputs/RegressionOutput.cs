using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>
/// How the raw outputs of a network are read as a distribution of D real targets, and the loss that trains the network to give them. The
/// network stays an ordinary one: its last layer has <see cref="Columns"/> outputs, without an activation. Immutable; holds no tensors.
/// </summary>
public abstract class RegressionOutput
{
    private protected RegressionOutput(int targets)
    {
        Targets = Guard.AtLeast(targets, 1);
    }

    /// <summary>Number of targets D; at least 1.</summary>
    public int Targets { get; }

    /// <summary>Number of raw outputs K that the network must give.</summary>
    public abstract int Columns { get; }

    /// <summary>Loss of a batch, the mean over the inputs (and positions of a map). A scalar with its gradient, the caller's.</summary>
    /// <param name="raw">[N, K, …] raw outputs of the network.</param>
    /// <param name="targets">[N, D, …] targets: exactly this shape, nothing is broadcast.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or a value is not finite.</exception>
    public abstract Tensor Loss(Tensor raw, Tensor targets);

    /// <summary>Location and variances that raw outputs stand for. The caller disposes them.</summary>
    /// <param name="raw">[N, K, …] raw outputs of the network.</param>
    /// <exception cref="ArgumentException">The shape does not fit, or a value is not finite.</exception>
    public abstract RegressionReading Read(Tensor raw);

    private protected Tensor CheckRaw(Tensor raw) => RawOutputs.Check(raw, Columns, GetType().Name, $"{Targets} targets");

    private protected void CheckTargets(Tensor targets, Tensor raw)
    {
        Guard.NotNull(targets);
        long[] expected = [raw.shape[0], Targets, .. raw.shape.AsSpan(2)];
        if (!targets.shape.AsSpan().SequenceEqual(expected))
        {
            throw new ArgumentException(
                $"must be [{string.Join(", ", expected)}]: nothing is broadcast; got [{string.Join(", ", targets.shape)}].", nameof(targets));
        }

        Guard.Finite(targets);
    }

    /// <summary>Columns [first, first + D) of [N, K, …]: one number for each target.</summary>
    private protected Tensor Block(Tensor raw, int first) => raw.narrow(1, first, Targets);

    /// <summary>[1, L, 1, …] numbers, one for each level, beside [N, L, D, …].</summary>
    private protected static Tensor ForLevels(Tensor raw, double[] values)
    {
        long[] shape = new long[raw.ndim + 1];
        Array.Fill(shape, 1L);
        shape[1] = values.Length;
        return torch.tensor(values, shape).to(raw.dtype).to(raw.device);
    }
}
