using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>
/// What a model says of N inputs and how sure it is: prediction, and uncertainty in total, from the data (aleatoric) and from the
/// model (epistemic), of which the total is the sum. Owns its tensors; none of them is to be disposed alone. After
/// <see cref="Dispose"/> everything but it is an <see cref="ObjectDisposedException"/>.
/// </summary>
public abstract class UncertaintyResult : IDisposable
{
    private readonly List<Tensor> _owned = [];
    private bool _disposed;

    private protected UncertaintyResult()
    {
    }

    /// <summary>Number of inputs N.</summary>
    public int Count => (int)Prediction.shape[0];

    /// <summary>Whether there is an answer for each position of a map ([N, C, H, W], [N, C, D, H, W]) and not one for each input ([N, C]).</summary>
    public bool IsMap => Prediction.ndim > 2;

    /// <summary>[N, C, …] mean prediction: class probabilities, or the means of a regression.</summary>
    public abstract Tensor Prediction { get; }

    /// <summary>Total uncertainty; higher is less sure.</summary>
    public abstract Tensor Total { get; }

    /// <summary>Aleatoric uncertainty, the data's: more training data would not take it away.</summary>
    public abstract Tensor Aleatoric { get; }

    /// <summary>Epistemic uncertainty, the model's: more training data like this input would take it away.</summary>
    public abstract Tensor Epistemic { get; }

    /// <summary>
    /// The result of some of the inputs, for maps as well: also written <c>result[2..5]</c>. A new one, which the caller disposes; it shares
    /// its memory with this one and may outlive it.
    /// </summary>
    /// <param name="start">Number of the first input, from 0.</param>
    /// <param name="length">How many; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no such inputs.</exception>
    public abstract UncertaintyResult Slice(int start, int length = 1);

    /// <summary>Gives the tensors back.</summary>
    public void Dispose()
    {
        _disposed = true;
        foreach (Tensor tensor in _owned)
        {
            tensor.Dispose();
        }

        _owned.Clear();
        GC.SuppressFinalize(this);
    }

    private protected Tensor Own(Tensor tensor)
    {
        _owned.Add(tensor.DetachFromDisposeScope());
        return tensor;
    }

    /// <summary>A tensor that is still there.</summary>
    private protected T Alive<T>(T tensor)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return tensor;
    }

    /// <summary>Checks the number of an input that is to be answered by plain numbers.</summary>
    private protected int CheckIndex(int index)
    {
        if (IsMap)
        {
            throw new InvalidOperationException(
                $"A map [{string.Join(", ", Prediction.shape)}] has no answer of a few numbers for an input: take Slice({index}) and its tensors.");
        }

        return index >= 0 && index < Count
            ? index
            : throw new ArgumentOutOfRangeException(nameof(index), index, $"must be in range [0, {Count - 1}].");
    }

    private protected void CheckSlice(int start, int length)
    {
        int count = Count;
        if (start < 0 || start >= count)
        {
            throw new ArgumentOutOfRangeException(nameof(start), start, $"must be in range [0, {count - 1}].");
        }

        if (length < 1 || length > count - start)
        {
            throw new ArgumentOutOfRangeException(nameof(length), length, $"must be in range [1, {count - start}] from input {start} on.");
        }
    }
}
