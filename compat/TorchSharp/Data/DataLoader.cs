using System.Collections;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.utils.data;

namespace TorchSharp.Modules;

/// <summary>
/// Goes over a dataset in batches. A batch lives until the next one is asked for, or the pass ends, unless
/// <see cref="DisposeBatch"/> is false: then it is the consumer's, and in no scope. A pass can be made again.
/// </summary>
public class DataLoader<T, S> : IEnumerable<S>, IDisposable
{
    public DataLoader(Dataset<T> dataset, int batchSize, Func<IEnumerable<T>, Device, S> collate_fn, IEnumerable<long> shuffler, Device? device = null, int num_worker = 1, bool drop_last = false, bool disposeBatch = true, bool disposeDataset = true)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        this.dataset = dataset;
        batch_size = batchSize;
        this.collate_fn = collate_fn;
        sampler = shuffler;
        Device = device ?? CPU;
        num_workers = Math.Max(num_worker, 1);
        this.drop_last = drop_last;
        DisposeBatch = disposeBatch;
        DisposeDataset = disposeDataset;
    }

    public DataLoader(Dataset<T> dataset, int batchSize, Func<IEnumerable<T>, Device, S> collate_fn, bool shuffle = false, Device? device = null, int? seed = null, int num_worker = 1, bool drop_last = false, bool disposeBatch = true, bool disposeDataset = true)
        : this(dataset, batchSize, collate_fn, shuffle ? new FisherYatesShuffler(dataset.Count, seed) : InOrder(dataset.Count), device, num_worker, drop_last, disposeBatch, disposeDataset)
    {
    }

    public Dataset<T> dataset { get; }

    public int batch_size { get; }

    public bool drop_last { get; }

    public IEnumerable<long> sampler { get; }

    public int num_workers { get; }

    public Func<IEnumerable<T>, Device, S> collate_fn { get; }

    public Device Device { get; }

    public bool DisposeBatch { get; }

    public bool DisposeDataset { get; }

    /// <summary>The number of batches.</summary>
    public long Count => (dataset.Count + (drop_last ? 0 : batch_size - 1)) / batch_size;

    public IEnumerator<S> GetEnumerator() => new BatchEnumerator<T, S>(this);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing && DisposeDataset)
        {
            dataset.Dispose();
        }
    }

    /// <summary>A batch, and the tensors that came to be with it; they are in no scope.</summary>
    internal (S Batch, IDisposable[] Tensors) Fetch(long[] indices)
    {
        using DisposeScope scope = NewDisposeScope();
        S batch = MakeBatch(indices, scope);
        IDisposable[] tensors = [.. scope.DisposablesView];
        scope.Detach(tensors);
        return (batch, tensors);
    }

    private protected virtual S MakeBatch(long[] indices, DisposeScope scope)
    {
        T[] samples = LoadSamples(indices, scope);
        IDisposable[] temporaries = [.. scope.DisposablesView];
        S batch = collate_fn(samples, Device);
        foreach (IDisposable temporary in temporaries)
        {
            temporary.Dispose();
        }

        return batch;
    }

    private T[] LoadSamples(long[] indices, DisposeScope scope)
    {
        T[] samples = new T[indices.Length];
        if (num_workers == 1)
        {
            for (int i = 0; i < samples.Length; i++)
            {
                samples[i] = dataset.GetTensor(indices[i]);
            }

            return samples;
        }

        // Scopes are per thread: what the workers make is handed to the batch's.
        List<IDisposable> made = [];
        try
        {
            Parallel.For(0, samples.Length, new ParallelOptions { MaxDegreeOfParallelism = num_workers }, i =>
            {
                using DisposeScope own = NewDisposeScope();
                samples[i] = dataset.GetTensor(indices[i]);
                IDisposable[] mine = [.. own.DisposablesView];
                own.Detach(mine);
                lock (made)
                {
                    made.AddRange(mine);
                }
            });
        }
        finally
        {
            scope.Attach(made);
        }

        return samples;
    }

    private static IEnumerable<long> InOrder(long count)
    {
        for (long i = 0; i < count; i++)
        {
            yield return i;
        }
    }
}
