using static TorchSharp.torch;
using static TorchSharp.torch.utils.data;

namespace TorchSharp.Modules;

/// <summary>Stacks samples part by part, in the order of the first.</summary>
public class IterableDataLoader : DataLoader<IList<Tensor>, IList<Tensor>>
{
    public IterableDataLoader(IterableDataset dataset, int batchSize, IEnumerable<long> shuffler, Device? device = null, int num_worker = 1, bool drop_last = false, bool disposeBatch = true, bool disposeDataset = true)
        : base(dataset, batchSize, Collate, shuffler, device, num_worker, drop_last, disposeBatch, disposeDataset)
    {
    }

    public IterableDataLoader(IterableDataset dataset, int batchSize, bool shuffle = false, Device? device = null, int? seed = null, int num_worker = 1, bool drop_last = false, bool disposeBatch = true, bool disposeDataset = true)
        : base(dataset, batchSize, Collate, shuffle, device, seed, num_worker, drop_last, disposeBatch, disposeDataset)
    {
    }

    private protected override IList<Tensor> MakeBatch(long[] indices, DisposeScope scope) => dataset is TensorDataset whole
        ? whole.GetBatch(indices, Device)
        : base.MakeBatch(indices, scope);

    private static IList<Tensor> Collate(IEnumerable<IList<Tensor>> samples, Device device)
    {
        IList<Tensor>[] all = [.. samples];
        return [.. Enumerable.Range(0, all[0].Count)
            .Select(part => Batches.Stack([.. all.Select(sample => sample[part])], device))];
    }
}
