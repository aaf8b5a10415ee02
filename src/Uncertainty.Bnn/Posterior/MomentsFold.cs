using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// Folds draws into <see cref="PredictiveMoments"/>, one chunk of inputs at a time. The results are laid out for all inputs with the
/// first outputs and written as each chunk is done; all else is of the size of one draw of one chunk.
/// </summary>
internal sealed class MomentsFold(DrawOrder order, MomentsFold.Reading reading) : IDisposable
{
    private PredictiveMoments? _results;
    private ChunkMoments? _chunk;

    /// <summary>What outputs are taken for.</summary>
    public enum Reading
    {
        /// <summary>Numbers.</summary>
        Numbers,

        /// <summary>Class probabilities.</summary>
        Probabilities,

        /// <summary>Logits, of which the softmax over the classes is folded.</summary>
        Logits,
    }

    /// <summary>Folds in what one draw says of a chunk; a <see cref="DrawVisitor"/>.</summary>
    public void Add(int draw, long first, Tensor outputs)
    {
        order.Check(draw, first, outputs);
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradient = torch.no_grad();
        Tensor given = HalfPrecision.Widen(outputs);
        Tensor values = reading == Reading.Logits ? given.softmax(1) : given;
        _results ??= Layout(values);
        if (draw == 0)
        {
            _chunk?.Dispose();
            _chunk = new ChunkMoments(values, reading);
        }

        _chunk!.Add(draw, given, values);
        if (order.ChunkIsComplete)
        {
            _chunk.WriteTo(_results, first);
        }
    }

    /// <summary>The moments, from here on the caller's to dispose.</summary>
    /// <exception cref="InvalidOperationException">Not every draw of every input was handed over.</exception>
    public PredictiveMoments Complete()
    {
        order.Complete();
        PredictiveMoments results = _results!;
        _results = null;
        return results;
    }

    public void Dispose()
    {
        _results?.Dispose();
        _chunk?.Dispose();
    }

    private PredictiveMoments Layout(Tensor values)
    {
        long[] shape = [order.Inputs, .. values.shape.AsSpan(1)];
        bool classes = reading != Reading.Numbers;
        return new PredictiveMoments(
            order.Draws,
            Empty(shape, values.dtype),
            Empty(shape, values.dtype),
            classes ? Empty([shape[0], .. shape.AsSpan(2)], values.dtype) : null,
            classes ? Empty(shape, torch.ScalarType.Int32) : null);

        Tensor Empty(long[] size, torch.ScalarType type) =>
            torch.empty(size, dtype: type, device: values.device).DetachFromDisposeScope();
    }
}
