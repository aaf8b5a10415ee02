using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// The outputs of S draws for N inputs, kept as [S, N, C] (or [S, N, C, …] for dense outputs such as segmentation maps).
/// Where the draws themselves are not needed, <see cref="PredictiveMoments"/> does without the factor S. Immutable; owns its
/// tensor. Values of half precision are kept in single, in which sums over draws keep their digits.
/// </summary>
public sealed class PredictiveSamples : IDisposable
{
    private readonly Tensor _values;

    /// <summary>Keeps a reference of its own to <paramref name="values"/>; the caller's stays the caller's.</summary>
    /// <param name="values">[S, N, C, …] outputs: S draws, N inputs, C classes or outputs. None of them 0.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="values"/> has fewer than three dimensions, an empty one, or no floating-point type.
    /// </exception>
    public PredictiveSamples(Tensor values)
        : this(values, graph: false)
    {
    }

    private PredictiveSamples(Tensor values, bool graph)
    {
        Guard.MinimumRank(values, 3, "[S, N, C, …]");
        Guard.FloatingPoint(values);
        using DisposeScope scope = torch.NewDisposeScope();
        _values = (graph ? values.alias() : HalfPrecision.Widen(values)).DetachFromDisposeScope();
    }

    /// <summary>[S, N, C, …] outputs. Belongs to this object: do not dispose.</summary>
    public Tensor Values => _values;

    /// <summary>Number of draws S.</summary>
    public int Draws => (int)_values.shape[0];

    /// <summary>Number of inputs N.</summary>
    public int Inputs => (int)_values.shape[1];

    /// <summary>Number of classes, or of outputs, C.</summary>
    public int Outputs => (int)_values.shape[2];

    /// <summary>
    /// The same, but with the graph that <paramref name="values"/> came by, for gradients of what is computed of them; also what
    /// <see cref="Softmax"/> makes of it has it then. The constructor leaves it out, so that no pass stays in memory unasked.
    /// </summary>
    /// <param name="values">[S, N, C, …] outputs, of at least single precision. None of the lengths 0.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="values"/> has fewer than three dimensions, an empty one, or no floating-point type of at least single precision.
    /// </exception>
    public static PredictiveSamples WithGraph(Tensor values) =>
        Guard.NotNull(values).dtype is torch.ScalarType.Float16 or torch.ScalarType.BFloat16
            ? throw new ArgumentException($"must be of at least single precision; got {values.dtype}.", nameof(values))
            : new PredictiveSamples(values, graph: true);

    /// <summary>[N, C, …] mean over the draws. A new tensor, the caller's.</summary>
    public Tensor Mean() => _values.mean([0]);

    /// <summary>[N, C, …] population variance over the draws (divisor S). A new tensor, the caller's; 0 for a single draw.</summary>
    public Tensor Variance()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor centred = _values - _values.mean([0], keepdim: true);
        return centred.square().mean([0]).MoveToOuterDisposeScope();
    }

    /// <summary>The samples with a softmax over the classes: probabilities from logits. The caller disposes them.</summary>
    public PredictiveSamples Softmax()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return new PredictiveSamples(_values.softmax(2), graph: true);
    }

    /// <summary>Gives the tensor back.</summary>
    public void Dispose() => _values.Dispose();
}
