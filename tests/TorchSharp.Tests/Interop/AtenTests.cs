using TorchSharp.Interop;

namespace TorchSharp.Tests.Interop;

[TestFixture]
internal sealed class AtenTests
{
    [Test]
    public void Call_AddOfOnes_HasShape()
    {
        using torch.Tensor a = torch.ones([2, 3]);
        using torch.Tensor sum = a.add(a);
        Assert.That(sum.shape, Is.EqualTo(new long[] { 2, 3 }));
    }

    [Test]
    public void Call_ShapesThatDoNotMatch_ThrowsWithLibtorchsMessage()
    {
        using torch.Tensor a = torch.ones([2, 3]);
        using torch.Tensor b = torch.ones([2, 4]);
        Assert.That(() => a.add(b), Throws.InstanceOf<TorchException>().With.Message.Contains("must match the size of tensor b"));
    }

    [Test]
    public void Call_NumberAfterTensors_IsTakenInEveryForm()
    {
        using torch.Tensor a = torch.tensor([1.0, 2.0]);
        using torch.Tensor omitted = Aten.Call("add.Tensor", a, a);
        using torch.Tensor integer = Aten.Call("add.Tensor", a, a, 3L);
        using torch.Tensor real = Aten.Call("add.Tensor", a, a, 0.5);
        using torch.Tensor byDefault = Aten.Call("add.Tensor", a, a, Argument.Omitted);
        Assert.That(omitted.data<double>().ToArray(), Is.EqualTo(new[] { 2.0, 4.0 }));
        Assert.That(integer.data<double>().ToArray(), Is.EqualTo(new[] { 4.0, 8.0 }));
        Assert.That(real.data<double>().ToArray(), Is.EqualTo(new[] { 1.5, 3.0 }));
        Assert.That(byDefault.data<double>().ToArray(), Is.EqualTo(new[] { 2.0, 4.0 }));
    }

    [Test]
    public void Call_TruthValueAsNumber_IsRefusedByLibtorchForFloats()
    {
        using torch.Tensor flags = torch.tensor([true, false]);
        using torch.Tensor sum = Aten.Call("add.Tensor", flags, flags, true);
        using torch.Tensor a = torch.ones([2]);
        Assert.That(sum.data<bool>().ToArray(), Is.EqualTo(new[] { true, false }));
        Assert.That(() => Aten.Call("add.Tensor", a, a, true), Throws.InstanceOf<TorchException>().With.Message.Contains("Boolean alpha"));
    }

    [Test]
    public void Call_TooFewArguments_NamesTheMissingOne()
    {
        using torch.Tensor a = torch.ones([2]);
        Assert.That(() => Aten.Call("add.Tensor", a), Throws.InstanceOf<TorchException>().With.Message.Contains("'other'"));
    }

    [Test]
    public void Call_TooManyArguments_SaysHowManyThereAre()
    {
        using torch.Tensor a = torch.ones([2]);
        Assert.That(() => Aten.Call("relu", a, a), Throws.InstanceOf<TorchException>().With.Message.Contains("takes 1 arguments; got 2"));
    }

    [Test]
    public void Call_NoneForATensor_Throws()
    {
        using torch.Tensor a = torch.ones([2]);
        Assert.That(() => Aten.Call("add.Tensor", a, Argument.None), Throws.InstanceOf<TorchException>());
    }

    [Test]
    public void Call_ThatThrows_LeavesItsArgumentsUsable()
    {
        using torch.Tensor a = torch.ones([2, 3]);
        using torch.Tensor b = torch.ones([2, 4]);
        for (int i = 0; i < 3; i++)
        {
            Assert.That(() => Aten.Call("mul.Tensor", a, b), Throws.InstanceOf<TorchException>());
        }

        using torch.Tensor product = a.mul(a);
        Assert.That(product.sum().item<float>(), Is.EqualTo(6f));
    }

    [Test]
    public void Call_OperatorNameMadeAtRunTime_IsFoundLikeALiteral()
    {
        using torch.Tensor a = torch.tensor([-1.0, 2.0]);
        string name = new("relu".ToCharArray());
        using torch.Tensor result = Aten.Call(name, a);
        Assert.That(result.data<double>().ToArray(), Is.EqualTo(new[] { 0.0, 2.0 }));
    }

    [Test]
    public void Call_UnknownOperator_ThrowsWithItsName()
    {
        Assert.That(() => Aten.Call("no_such_operator"), Throws.InstanceOf<TorchException>().With.Message.Contains("no_such_operator"));
    }
}
