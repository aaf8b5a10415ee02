using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// Holds a posterior to its word: chunks of inputs in order and without gaps, for each of them the draws 0 … S - 1, and all
/// outputs of one kind. What is folded or copied after <see cref="Check"/> is neither missing nor there twice.
/// </summary>
internal sealed class DrawOrder(int draws, long inputs)
{
    private long _first;
    private long _length;
    private int _draw;
    private long _handed;
    private (long[] Shape, torch.ScalarType Type)? _kind;

    /// <summary>Number of draws S.</summary>
    public int Draws => draws;

    /// <summary>Number of inputs N.</summary>
    public long Inputs => inputs;

    /// <summary>Whether the last outputs were those of a chunk's last draw.</summary>
    public bool ChunkIsComplete => _draw == 0;

    /// <summary>Takes note of what is handed over.</summary>
    /// <exception cref="InvalidOperationException">Something else was due, or these are no [n, C, …] outputs.</exception>
    public void Check(int draw, long first, Tensor outputs)
    {
        CheckKind(outputs);
        long length = outputs.shape[0];
        bool fits = draw == 0 ? length <= inputs - first : length == _length;
        if (draw != _draw || first != _first || !fits)
        {
            string due = _first == inputs
                ? "nothing more"
                : $"draw {_draw} of inputs from {_first}" + (_draw == 0 ? $" to at most {inputs - 1}" : $" to {_first + _length - 1}");
            throw new InvalidOperationException(
                $"The posterior handed over draw {draw} of inputs from {first} to {first + length - 1}; due was {due}.");
        }

        _length = length;
        _handed += length;
        _draw++;
        if (_draw == draws)
        {
            _draw = 0;
            _first += length;
        }
    }

    /// <summary>Says that no more will come.</summary>
    /// <exception cref="InvalidOperationException">Not every draw of every input was handed over.</exception>
    public void Complete()
    {
        long expected = draws * inputs;
        if (_handed != expected || _handed == 0)
        {
            throw new InvalidOperationException(
                $"The posterior handed over {_handed} outputs; {draws} draws for {inputs} inputs make {expected}.");
        }
    }

    private void CheckKind(Tensor outputs)
    {
        if (outputs.ndim < 2 || outputs.numel() == 0 || !torch.is_floating_point(outputs.dtype))
        {
            throw new InvalidOperationException(
                $"The posterior must hand over [n, C, …] outputs of a floating-point type; got {Text(outputs.shape, outputs.dtype)}.");
        }

        _kind ??= (outputs.shape[1..], outputs.dtype);
        (long[] shape, torch.ScalarType type) = _kind.Value;
        if (outputs.dtype != type || !outputs.shape.AsSpan(1).SequenceEqual(shape))
        {
            throw new InvalidOperationException(
                $"The posterior handed over outputs of {Text(outputs.shape, outputs.dtype)} after others of {Text([-1, .. shape], type)}.");
        }
    }

    private static string Text(long[] shape, torch.ScalarType type) =>
        $"[{string.Join(", ", shape.Select(length => length < 0 ? "n" : $"{length}"))}] {type}";
}
