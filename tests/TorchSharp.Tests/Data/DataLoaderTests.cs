using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.utils.data;

namespace TorchSharp.Tests.Data;

[TestFixture]
internal sealed class DataLoaderTests
{
    [TestCase(3, false, 4)]
    [TestCase(3, true, 3)]
    [TestCase(5, true, 2)]
    [TestCase(10, false, 1)]
    [TestCase(64, false, 1)]
    [TestCase(64, true, 0)]
    public void Count_TenSamples_IsTheNumberOfBatches(int size, bool drop, long expected)
    {
        using DataLoader loader = new(new Squares(10), size, drop_last: drop);
        Assert.That(loader.Count, Is.EqualTo(expected));
    }

    [TestCase(3)]
    [TestCase(5)]
    [TestCase(64)]
    public void Batches_RestKept_AreAllTheSamples(int size)
    {
        using DataLoader loader = new(new Squares(10), size);
        Assert.That(Numbers(loader), Is.EqualTo(Enumerable.Range(0, 10)));
    }

    [Test]
    public void Batches_InOrder_StackTheSamples()
    {
        using DataLoader loader = new(new Squares(5), 2);
        List<float[]> squares = [];
        foreach (Dictionary<string, Tensor> batch in loader)
        {
            Assert.That(batch.Keys, Is.EquivalentTo((string[])["number", "square"]));
            Assert.That(batch["square"].shape, Is.EqualTo((long[])[batch["number"].shape[0], 1]));
            squares.Add(batch["square"].data<float>().ToArray());
        }

        Assert.That(squares, Is.EqualTo((float[][])[[0, 1], [4, 9], [16]]));
    }

    [TestCase(1)]
    [TestCase(3)]
    public void Batches_Shuffled_CoverEverySampleOnce(int workers)
    {
        using DataLoader loader = new(new Squares(23), 4, shuffle: true, seed: 7, num_worker: workers);
        long[] seen = Numbers(loader);
        Assert.That(seen, Is.Unique);
        Assert.That(seen.Order(), Is.EqualTo(Enumerable.Range(0, 23)));
        Assert.That(seen, Is.Not.EqualTo(Enumerable.Range(0, 23)));
    }

    [Test]
    public void Batches_SameSeed_ComeInTheSameOrder()
    {
        using DataLoader first = new(new Squares(40), 8, shuffle: true, seed: 3);
        using DataLoader second = new(new Squares(40), 16, shuffle: true, seed: 3);
        using DataLoader other = new(new Squares(40), 8, shuffle: true, seed: 4);
        long[] order = Numbers(first);
        Assert.That(Numbers(first), Is.EqualTo(order), "the second pass");
        Assert.That(Numbers(second), Is.EqualTo(order));
        Assert.That(Numbers(other), Is.Not.EqualTo(order));
    }

    [Test]
    public void Batches_NoSeed_ComeInAnotherOrderOnEachPass()
    {
        using DataLoader loader = new(new Squares(40), 8, shuffle: true);
        long[] first = Numbers(loader);
        Assert.That(Numbers(loader), Is.Not.EqualTo(first));
    }

    [Test]
    public void Batches_OwnOrder_IsFollowed()
    {
        using DataLoader loader = new(new Squares(10), 2, [9, 1, 5]);
        Assert.That(Numbers(loader), Is.EqualTo((long[])[9, 1, 5]));
    }

    [TestCase(1)]
    [TestCase(2)]
    public void Batches_PassEnded_AreDisposed(int workers)
    {
        using DataLoader loader = new(new Squares(10), 4, num_worker: workers);
        List<Tensor> seen = [];
        foreach (Dictionary<string, Tensor> batch in loader)
        {
            Assert.That(seen.All(tensor => tensor.IsInvalid), Is.True, "the batch before");
            seen.AddRange(batch.Values);
        }

        Assert.That(seen, Has.Count.EqualTo(6));
        Assert.That(seen.All(tensor => tensor.IsInvalid), Is.True);
    }

    [Test]
    public void Batches_PassEnded_LeaveNoTensor()
    {
        using DataLoader loader = new(new Squares(10), 4);
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Numbers(loader);
        Assert.That(DisposeScopeManager.Statistics.ThreadTotalLiveCount, Is.EqualTo(before));
    }

    [Test]
    public void TensorDataset_Sample_IsTheRowOfEach()
    {
        using DisposeScope scope = NewDisposeScope();
        Dataset<IList<Tensor>> dataset = TensorDataset(arange(12).reshape(6, 2), arange(6));
        IList<Tensor> sample = dataset.GetTensor(2);
        Assert.That(sample[0].data<long>().ToArray(), Is.EqualTo((long[])[4, 5]));
        Assert.That(sample[1].item<long>(), Is.EqualTo(2));
    }

    [Test]
    public void TensorDataset_Disposed_LeavesTheTensors()
    {
        using Tensor x = arange(4);
        TensorDataset(x).Dispose();
        Assert.That(x.IsInvalid, Is.False);
    }

    [Test]
    public void TensorDataset_LengthsDiffer_Throws()
    {
        using Tensor x = zeros(4, 2);
        using Tensor y = zeros(3);
        Assert.That(() => TensorDataset(x, y), Throws.ArgumentException);
        Assert.That(() => TensorDataset(), Throws.InstanceOf<ArgumentException>());
    }

    [Test]
    public void CustomCollate_Loaded_GivesWhatItMakes()
    {
        using DataLoader<long, string> loader = new(new Numbered(), 2, (numbers, _) => string.Join('+', numbers));
        Assert.That(loader, Is.EqualTo((string[])["0+10", "20"]));
    }

    internal static long[] Numbers(DataLoader loader) =>
        [.. loader.SelectMany(batch => batch["number"].data<long>().ToArray())];

    internal sealed class Squares(long count) : Dataset
    {
        public override long Count => count;

        public override Dictionary<string, Tensor> GetTensor(long index)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            return new() { ["number"] = tensor(index), ["square"] = tensor((float[])[index * index]) };
        }
    }

    private sealed class Numbered : Dataset<long>
    {
        public override long Count => 3;

        public override long GetTensor(long index) => index * 10;
    }
}
