using System.Collections;

namespace TorchSharp.Modules;

/// <summary>One pass of a <see cref="DataLoader{T, S}"/>.</summary>
internal sealed class BatchEnumerator<T, S>(DataLoader<T, S> loader) : IEnumerator<S>
{
    private IEnumerator<long> _order = loader.sampler.GetEnumerator();
    private IDisposable[] _tensors = [];
    private S? _current;

    public S Current => _current!;

    object? IEnumerator.Current => _current;

    public bool MoveNext()
    {
        DisposeCurrent();
        long[] indices = TakeIndices();
        if (indices.Length == 0 || (loader.drop_last && indices.Length < loader.batch_size))
        {
            return false;
        }

        (_current, IDisposable[] tensors) = loader.Fetch(indices);
        _tensors = loader.DisposeBatch ? tensors : [];
        return true;
    }

    public void Reset()
    {
        DisposeCurrent();
        _order.Dispose();
        _order = loader.sampler.GetEnumerator();
    }

    public void Dispose()
    {
        DisposeCurrent();
        _order.Dispose();
    }

    private long[] TakeIndices()
    {
        List<long> indices = new(loader.batch_size);
        while (indices.Count < loader.batch_size && _order.MoveNext())
        {
            indices.Add(_order.Current);
        }

        return [.. indices];
    }

    private void DisposeCurrent()
    {
        foreach (IDisposable tensor in _tensors)
        {
            tensor.Dispose();
        }

        _tensors = [];
    }
}
