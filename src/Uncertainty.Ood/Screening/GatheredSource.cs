using System.Runtime.ExceptionServices;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>Takes inputs from a stream some at a time. Should the stream fail, those before come first and its error after them.</summary>
internal sealed class GatheredSource(IEnumerable<Tensor> source, int size, CancellationToken cancellationToken) : IDisposable
{
    private readonly IEnumerator<Tensor> _source = source.GetEnumerator();
    private ExceptionDispatchInfo? _error;
    private bool _ended;

    /// <summary>The next ones, of which the last may be fewer; none at the end.</summary>
    public IReadOnlyList<Tensor?> Next()
    {
        List<Tensor?> items = [];
        try
        {
            while (!_ended && items.Count < size)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (_source.MoveNext())
                {
                    items.Add(_source.Current);
                }
                else
                {
                    _ended = true;
                }
            }
        }
        catch (Exception error)
        {
            _ended = true;
            _error = ExceptionDispatchInfo.Capture(error);
        }

        return items;
    }

    public void ThrowIfItFailed() => _error?.Throw();

    public void Dispose() => _source.Dispose();
}
