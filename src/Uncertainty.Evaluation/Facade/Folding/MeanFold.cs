using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>
/// The mean over the draws of what is read from them beside the prediction, folded in double, one chunk of inputs at a time. The draws must
/// come in order: whoever folds the prediction from the same draws has seen to that.
/// </summary>
internal sealed class MeanFold(int draws, long inputs) : IDisposable
{
    private Tensor? _results;
    private Tensor? _mean;

    /// <summary>Folds in [n, …] values of one draw for a chunk.</summary>
    public void Add(int draw, long first, Tensor values)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor wide = values.to_type(torch.ScalarType.Float64, copy: true);
        if (draw == 0)
        {
            _mean?.Dispose();
            _mean = wide.DetachFromDisposeScope();
        }
        else
        {
            _mean!.add_(wide.sub_(_mean), 1.0 / (draw + 1));
        }

        if (draw == draws - 1)
        {
            _results ??= torch.empty([inputs, .. values.shape.AsSpan(1)], dtype: values.dtype, device: values.device).DetachFromDisposeScope();
            _results.narrow(0, first, values.shape[0]).copy_(_mean!);
        }
    }

    /// <summary>[N, …] means, which stay this object's; null where nothing was folded.</summary>
    /// <param name="what">Name of the values, for the error.</param>
    /// <exception cref="InvalidOperationException">They are not finite.</exception>
    public Tensor? Complete(string what)
    {
        if (_results is not null && !Guard.IsFinite(_results))
        {
            throw new InvalidOperationException($"The network gave {what} that are infinite or not a number.");
        }

        return _results;
    }

    public void Dispose()
    {
        _results?.Dispose();
        _mean?.Dispose();
    }
}
