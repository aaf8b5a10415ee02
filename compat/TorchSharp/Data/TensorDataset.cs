using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Tensors cut along their first dimension. It holds handles of its own on them.</summary>
public class TensorDataset : utils.data.IterableDataset
{
    private readonly Tensor[] _tensors;

    internal TensorDataset(Tensor[] tensors)
    {
        if (tensors is null || tensors.Length == 0)
        {
            throw new ArgumentNullException(nameof(tensors), "At least one tensor is needed.");
        }

        long count = tensors[0].size(0);
        if (Array.Find(tensors, tensor => tensor.size(0) != count) is Tensor odd)
        {
            throw new ArgumentException(
                $"The first dimensions must be equal; got {count} and {odd.size(0)}.", nameof(tensors));
        }

        _tensors = [.. tensors.Select(tensor => tensor.alias().DetachFromDisposeScope())];
    }

    public override long Count => _tensors[0].size(0);

    public IList<Tensor> this[long index] => [.. _tensors.Select(tensor => Aten.Call("select.int", tensor, 0, index))];

    public override IList<Tensor> GetTensor(long index) => this[index];

    /// <summary>Many samples at once, stacked: the same as one by one, with one copy for each tensor.</summary>
    internal IList<Tensor> GetBatch(long[] indices, Device device)
    {
        using Tensor order = tensor(indices);
        List<Tensor> batch = [];
        foreach (Tensor whole in _tensors)
        {
            using Tensor there = order.to(whole.device);
            using Tensor picked = Aten.Call("index_select", whole, 0, there);
            batch.Add(picked.to(device));
        }

        return batch;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (Tensor tensor in _tensors)
            {
                tensor.Dispose();
            }
        }

        base.Dispose(disposing);
    }
}
