using static TorchSharp.torch;

namespace TorchSharp.Tests.Interop;

[TestFixture]
internal sealed class IndexPutTests
{
    private static readonly Oracle Values = Oracle.Load("shape.csv");

    [Test]
    public void IndexPut_Accumulate_AddsAsOftenAsPointedAt()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensors.ShapeTests.Inputs inputs = new(Values);
        Values.AssertMatches("put_accumulate", "y", inputs.M.index_put_(inputs.Source, new[] { inputs.Rows }, true));
    }

    [Test]
    public void IndexPut_AccumulateIntoASlice_Adds()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor target = ones(3);
        target.index_put_(full(2, 4f), new[] { TensorIndex.Slice(1) }, true);
        Assert.That(target.data<float>().ToArray(), Is.EqualTo(new[] { 1f, 5f, 5f }));
    }

    [Test]
    public void Get_ManyIndices_KeepsNothingButTheResult()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor source = arange(24).reshape(2, 3, 4);
        Tensor rows = tensor(new long[] { 2, 0 });
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using (Tensor picked = source[1, TensorIndex.Tensor(rows), TensorIndex.Slice(1)])
        {
            Assert.That(DisposeScopeManager.Statistics.ThreadTotalLiveCount - before, Is.EqualTo(1));
        }

        source[1, TensorIndex.Tensor(rows), TensorIndex.Slice(1)] = rows.sum();
        source[1, 2, 3].Dispose();
        Assert.That(DisposeScopeManager.Statistics.ThreadTotalLiveCount - before, Is.EqualTo(1), "the sum alone is left");
    }

    [TestCaseSource(typeof(Tensors.ShapeTests), nameof(Tensors.ShapeTests.InPlace))]
    public void Operation_InPlace_ReturnsTheTensorItself(string name, Func<Tensors.ShapeTests.Inputs, Tensor> operation)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensors.ShapeTests.Inputs inputs = new(Values);
        Assert.That(operation(inputs), Is.SameAs(inputs.X).Or.SameAs(inputs.M), name);
    }

    [Test]
    public void Fillers_InPlace_ReturnTheTensorItself()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor target = zeros(3);
        Tensor[] returned =
        [
            target.fill_(1), target.zero_(), target.copy_(ones(3)), target.normal_(), target.uniform_(0, 1), target.bernoulli_(),
            target.exponential_(), target.cauchy_(), target.log_normal_(), target.geometric_(0.5), target.random_(0, 5),
            target.detach_(), target.set_(ones(2)), target.requires_grad_(),
        ];
        Assert.That(returned, Is.All.SameAs(target));
    }
}
