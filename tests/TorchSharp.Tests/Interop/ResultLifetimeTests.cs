using TorchSharp.Interop;
using TorchSharp.Tests.JIT;

namespace TorchSharp.Tests.Interop;

/// <summary>What the bridge returns and nobody takes is given back: seen by the process's memory, for no object counts it.</summary>
[TestFixture]
internal sealed class ResultLifetimeTests
{
    private const int Calls = 200;
    private const int Elements = 1 << 20;

    [Test]
    public void Run_OperatorThatReturnsAList_KeepsNothing()
    {
        using torch.Tensor input = torch.ones([Elements]);
        AssertNothingKept(() => Aten.Run("split_with_sizes_copy", input, new long[] { Elements / 2, Elements / 2 }));
    }

    [Test]
    public void Call_OperatorThatReturnsAList_ThrowsAndKeepsNothing()
    {
        using torch.Tensor input = torch.ones([Elements]);
        AssertNothingKept(() => Assert.That(
            () => Aten.Call("split_with_sizes_copy", input, new long[] { Elements / 2, Elements / 2 }),
            Throws.InvalidOperationException.With.Message.Contains("should return one tensor; got (TensorList)")));
    }

    [Test]
    public void Call2_OperatorThatReturnsThree_ThrowsAndKeepsNothing()
    {
        using torch.Tensor input = torch.ones([1, 1, Elements]);
        AssertNothingKept(() => Assert.That(
            () => Aten.Call2("native_batch_norm", input, Argument.None, Argument.None, Argument.None, Argument.None, true, 0.1, 1e-5),
            Throws.InvalidOperationException.With.Message.Contains("should return 2 tensors; got (Tensor, Tensor, Tensor)")));
    }

    [Test]
    public void CallScalar_OperatorThatReturnsNothing_Throws()
    {
        using torch.Tensor input = torch.ones([2]);
        Assert.That(
            () => Aten.CallScalar("_foreach_neg_", new torch.Tensor[] { input }),
            Throws.InvalidOperationException.With.Message.EndsWith("should return a number; got ()."));
    }

    [Test]
    public void Invoke_ScriptTupleWithAnEntryThatCannotCross_ThrowsAndKeepsNothing()
    {
        using ScriptFile file = ScriptFile.SumAndDifference();
        using torch.jit.ScriptModule module = torch.jit.load(file.Path);
        using torch.Tensor input = torch.ones([Elements]);
        AssertNothingKept(() => Assert.That(
            () => module.invoke("labelled", input), Throws.InstanceOf<TorchException>().With.Message.Contains("String")));
    }

    private static void AssertNothingKept(Action call)
    {
        long perCall = Elements * sizeof(float);
        call();
        long before = Environment.WorkingSet;
        for (int i = 0; i < Calls; i++)
        {
            call();
        }

        Assert.That(Environment.WorkingSet - before, Is.LessThan(Calls * perCall / 4));
    }
}
