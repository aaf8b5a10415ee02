using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn.Distributions;

/// <summary>
/// A batch of probability distributions of one family: densities or probabilities, and draws. What only some families have is in
/// <see cref="ScalarDistribution"/>, <see cref="IHasMoments"/>, <see cref="IHasMode"/>, <see cref="IHasEntropy"/> and
/// <see cref="IHasInverseCdf"/>, so that no member throws for lack of a value.
/// </summary>
/// <remarks>
/// A distribution holds its parameters as views and disposes these with itself; the tensors it was given stay the caller's. Gradients
/// flow to them from every member unless it says otherwise. Results are in the type of the parameters.
/// </remarks>
public abstract class Distribution : IDisposable
{
    private readonly Tensor[] _kept;
    private readonly long[] _batchShape;
    private readonly long[] _eventShape;

    /// <summary>Keeps views of parameters, which must have been made for this object, also beyond the current dispose scope.</summary>
    private protected Distribution(Tensor[] kept, long[] batchShape, long[] eventShape)
    {
        _kept = kept;
        _batchShape = batchShape;
        _eventShape = eventShape;
        foreach (Tensor tensor in kept)
        {
            tensor.DetachFromDisposeScope();
        }
    }

    /// <summary>Shape [B…] of the batch: that of the parameters, broadcast against each other. Empty for one distribution.</summary>
    public IReadOnlyList<long> BatchShape => _batchShape;

    /// <summary>Shape [E…] of one value. Empty where values are numbers.</summary>
    public IReadOnlyList<long> EventShape => _eventShape;

    /// <summary>
    /// Whether gradients flow from <see cref="Sample"/> to the parameters. Where false, draws carry no gradient.
    /// </summary>
    public abstract bool IsReparameterised { get; }

    /// <summary>The type of the parameters, single or double.</summary>
    public torch.ScalarType Type => _kept[0].dtype;

    internal torch.Device Device => _kept[0].device;

    internal string Family => GetType().Name;

    internal long[] Batch => _batchShape;

    internal long[] Event => _eventShape;

    /// <summary>The logarithm of the density, or of the probability where values are discrete; −∞ outside the support. In nats.</summary>
    /// <param name="value">
    /// […, E…] values whose leading dimensions broadcast with [B…]; whole numbers of any type, others in the type of the parameters.
    /// </param>
    /// <returns>New tensor of the broadcast shape, without [E…].</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="value"/> is not finite, of another floating-point type, or of a shape that does not fit.
    /// </exception>
    public Tensor LogProbability(Tensor value) => Scoped(() => LogProbabilityCore(Checked(value, nameof(value))));

    /// <summary>Draws values, all independent.</summary>
    /// <param name="shape">Shape [S…] of the draws for each member of the batch; empty for one.</param>
    /// <param name="seed">
    /// Seed of these draws: the same seed gives the same draws, on any device. torch's global generator is neither asked nor changed.
    /// </param>
    /// <returns>New tensor [S…, B…, E…] in the type of the parameters (64-bit integers from <see cref="Categorical"/>).</returns>
    /// <exception cref="ArgumentException">A length in <paramref name="shape"/> is less than 1.</exception>
    public Tensor Sample(long[] shape, long seed)
    {
        Guard.NotNull(shape);
        if (shape.Any(length => length < 1))
        {
            throw new ArgumentException($"must have lengths of at least 1; got {Shapes.Text(shape)}.", nameof(shape));
        }

        using IDisposable? noGradient = IsReparameterised ? null : torch.no_grad();
        using torch.Generator generator = new(unchecked((ulong)seed));
        return Scoped(() => Draw([.. shape, .. _batchShape], generator).alias());
    }

    /// <summary>Disposes the views of the parameters.</summary>
    public void Dispose()
    {
        foreach (Tensor tensor in _kept)
        {
            tensor.Dispose();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>For a value that has been checked, in the current dispose scope.</summary>
    internal abstract Tensor LogProbabilityCore(Tensor value);

    /// <summary>Draws of shape [S…, B…], with [E…] behind, in the current dispose scope. The generator is on the CPU.</summary>
    internal abstract Tensor Draw(long[] shape, torch.Generator generator);

    /// <summary>The value in the type of the parameters; an error if it cannot be one.</summary>
    internal Tensor Checked(Tensor value, string name)
    {
        Guard.NotNull(value, name);
        if (torch.is_floating_point(value.dtype) && value.dtype != Type)
        {
            throw new ArgumentException($"must be of the parameters' type, {Type}, or whole numbers; got {value.dtype}.", name);
        }

        Guard.Finite(value, name);
        int leading = (int)value.ndim - _eventShape.Length;
        if (value.numel() == 0 || leading < 0 || !value.shape.AsSpan(leading).SequenceEqual(_eventShape)
            || Shapes.Broadcast(value.shape.AsSpan(0, leading), _batchShape) is null)
        {
            string expected = Shapes.Text(["…", .. _batchShape.Concat(_eventShape).Select(length => $"{length}")]);
            throw new ArgumentException($"must have a shape that broadcasts to {expected}; got {Shapes.Text(value.shape)}.", name);
        }

        return value.to_type(Type);
    }

    private protected static Tensor Scoped(Func<Tensor> compute)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return compute().MoveToOuterDisposeScope();
    }
}
