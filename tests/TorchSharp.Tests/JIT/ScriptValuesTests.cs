using static TorchSharp.torch;

namespace TorchSharp.Tests.JIT;

/// <summary>What goes into a TorchScript method and what comes back.</summary>
[TestFixture]
internal sealed class ScriptValuesTests
{
    private DisposeScope _scope = null!;
    private ScriptFile _file = null!;
    private Tensor _x = null!;
    private Tensor _y = null!;

    [SetUp]
    public void Open()
    {
        _scope = NewDisposeScope();
        _file = ScriptFile.SumAndDifference();
        _x = tensor(new[] { 5f, 7f });
        _y = tensor(new[] { 1f, 2f });
    }

    [TearDown]
    public void Close()
    {
        _x.Dispose();
        _y.Dispose();
        _file.Dispose();
        _scope.Dispose();
    }

    [Test]
    public void Call_TupleOfTensors_IsAValueTuple()
    {
        using jit.ScriptModule<(Tensor, Tensor)> pair = jit.load<(Tensor, Tensor)>(_file.Path);
        (Tensor sum, Tensor difference) = pair.call(_x, _y);
        Assert.That(Numbers(sum), Is.EqualTo(new[] { 6f, 9f }));
        Assert.That(Numbers(difference), Is.EqualTo(new[] { 4f, 5f }));
    }

    [Test]
    public void Call_TwoTypedInputs_IsAValueTuple()
    {
        using jit.ScriptModule<Tensor, Tensor, (Tensor, Tensor)> pair = jit.load<Tensor, Tensor, (Tensor, Tensor)>(_file.Path);
        (Tensor sum, Tensor _) = pair.call(_x, _y);
        Assert.That(Numbers(sum), Is.EqualTo(new[] { 6f, 9f }));
    }

    [Test]
    public void Invoke_ListOfTensors_IsAnArray()
    {
        using jit.ScriptModule pair = jit.load(_file.Path);
        Tensor[] both = pair.invoke<Tensor[]>("both", _x, _y);
        Assert.That(both.Select(Numbers), Is.EqualTo(new[] { new[] { 6f, 9f }, new[] { 4f, 5f } }));
    }

    [Test]
    public void Invoke_TakesNumbers()
    {
        using jit.ScriptModule pair = jit.load(_file.Path);
        Assert.That(Numbers(pair.invoke<Tensor>("shifted", _x, 2)), Is.EqualTo(new[] { 7f, 9f }));
        Assert.That(Numbers(pair.invoke<Tensor>("shifted", _x, 3L)), Is.EqualTo(new[] { 8f, 10f }));
        Assert.That(Numbers(pair.invoke<Tensor>("scaled", _x, 0.5)), Is.EqualTo(new[] { 2.5f, 3.5f }));
    }

    [Test]
    public void Invoke_Numbers_AreScalars()
    {
        using jit.ScriptModule pair = jit.load(_file.Path);
        (Scalar sum, Scalar difference) = pair.invoke<(Scalar, Scalar)>("counts", 3, 1);
        Assert.That((sum.ToInt32(), difference.ToInt32()), Is.EqualTo((4, 2)));
        Scalar[] listed = pair.invoke<Scalar[]>("listed", 3, 1);
        Assert.That(listed.Select(number => number.ToInt64()), Is.EqualTo(new[] { 3L, 1L }));
    }

    [Test]
    public void Invoke_Null_GoesThereAndBack()
    {
        using jit.ScriptModule pair = jit.load(_file.Path);
        Assert.That(pair.invoke("nothing", [null!]), Is.Null);
    }

    [Test]
    public void Invoke_OtherTypeThanReturned_Throws()
    {
        using jit.ScriptModule pair = jit.load(_file.Path);
        Assert.That(() => pair.invoke<Tensor[]>("product", _x, _y), Throws.InstanceOf<InvalidCastException>());
    }

    [Test]
    public void Invoke_ArgumentWithoutCounterpart_Throws()
    {
        using jit.ScriptModule pair = jit.load(_file.Path);
        Assert.That(() => pair.invoke("product", _x, new object()), Throws.InstanceOf<NotImplementedException>());
    }

    private static float[] Numbers(Tensor tensor) => tensor.data<float>().ToArray();
}
