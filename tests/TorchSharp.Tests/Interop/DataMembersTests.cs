using TorchSharp.Modules;
using TorchSharp.Tests.Data;
using static TorchSharp.torch;

namespace TorchSharp.Tests.Interop;

/// <summary>
/// What TorchSharp 0.99.6 has not: iterable data sets, loaders that leave batches or the data set to the caller, and, where a
/// sample throws, the release of the samples before it. There a loader counts without the last batch but gives it, and a tensor
/// data set counts its tensors, not their rows.
/// </summary>
[TestFixture]
internal sealed class DataMembersTests
{
    [TestCase(1)]
    [TestCase(2)]
    public void Batches_SampleThrows_TheExceptionArrivesAndNothingStays(int workers)
    {
        using DataLoader loader = utils.data.DataLoader(new DataLoaderTests.Squares(3), 4, [0, 1, -1], num_worker: workers);
        long before = Tensor.TotalCount;
        Assert.That(() => DataLoaderTests.Numbers(loader), Throws.InstanceOf<ArgumentException>().Or.InstanceOf<AggregateException>());
        Assert.That(Tensor.TotalCount, Is.LessThanOrEqualTo(before), "a collection in between may free older tensors");
    }

    [TestCase(3, 9)]
    [TestCase(5, 10)]
    [TestCase(64, 0)]
    public void Batches_RestDropped_AreWhole(int size, int expected)
    {
        using DataLoader loader = utils.data.DataLoader(new DataLoaderTests.Squares(10), size, drop_last: true);
        Assert.That(DataLoaderTests.Numbers(loader), Is.EqualTo(Enumerable.Range(0, expected)));
    }

    [Test]
    public void Batches_NotToBeDisposed_AreTheConsumers()
    {
        using DataLoader loader = utils.data.DataLoader(new DataLoaderTests.Squares(4), 2, disposeBatch: false);
        List<Tensor> kept = [];
        using (NewDisposeScope())
        {
            kept.AddRange(loader.SelectMany(batch => batch.Values));
        }

        Assert.That(kept.Any(tensor => tensor.IsInvalid), Is.False);
        kept.ForEach(tensor => tensor.Dispose());
    }

    [Test]
    public void Dispose_Loader_DisposesTheDatasetUnlessTold()
    {
        Owned kept = new();
        utils.data.DataLoader(kept, 1, disposeDataset: false).Dispose();
        Assert.That(kept.Disposed, Is.False);
        utils.data.DataLoader(kept, 1).Dispose();
        Assert.That(kept.Disposed, Is.True);
    }

    [Test]
    public void TensorDataset_Loaded_GivesTheRows()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = arange(12).reshape(6, 2);
        Tensor y = arange(6);
        using TensorDataset dataset = utils.data.TensorDataset(x, y);
        Assert.That(dataset.Count, Is.EqualTo(6));
        List<long[]> rows = [];
        foreach (IList<Tensor> batch in utils.data.DataLoader(dataset, 4, shuffle: true, seed: 1, disposeDataset: false))
        {
            Assert.That(batch[0].shape, Is.EqualTo((long[])[batch[1].shape[0], 2]));
            for (int i = 0; i < batch[1].shape[0]; i++)
            {
                rows.Add([batch[1][i].item<long>(), batch[0][i, 0].item<long>(), batch[0][i, 1].item<long>()]);
            }
        }

        Assert.That(rows.Select(row => row[0]).Order(), Is.EqualTo(Enumerable.Range(0, 6)));
        Assert.That(rows.All(row => row[1] == 2 * row[0] && row[2] == (2 * row[0]) + 1), Is.True);
    }

    [Test]
    public void IterableDataset_Loaded_StacksPartByPart()
    {
        using IterableDataLoader loader = utils.data.DataLoader(new Pairs(), 2);
        foreach (IList<Tensor> batch in loader)
        {
            Assert.That(batch.Select(part => part.shape), Is.EqualTo((long[][])[[2, 3], [2]]));
        }
    }

    private sealed class Owned : utils.data.Dataset
    {
        public bool Disposed { get; private set; }

        public override long Count => 1;

        public override Dictionary<string, Tensor> GetTensor(long index) => [];

        protected override void Dispose(bool disposing)
        {
            Disposed = true;
            base.Dispose(disposing);
        }
    }

    private sealed class Pairs : utils.data.IterableDataset
    {
        public override long Count => 4;

        public override IList<Tensor> GetTensor(long index) => [ones(3), tensor(index)];
    }
}
