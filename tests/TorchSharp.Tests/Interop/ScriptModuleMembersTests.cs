using TorchSharp.Modules;
using TorchSharp.Tests.JIT;
using static TorchSharp.Tests.JIT.ScriptModuleTests;
using static TorchSharp.torch;

namespace TorchSharp.Tests.Interop;

/// <summary>
/// TorchSharp 0.99.6 loads from files only; its script modules have neither <c>forward</c> nor hooks, take no lists and give no
/// tuples within tuples.
/// </summary>
[TestFixture]
internal sealed class ScriptModuleMembersTests
{
    private DisposeScope _scope = null!;
    private ScriptFile _file = null!;

    [SetUp]
    public void Open()
    {
        _scope = NewDisposeScope();
        _file = ScriptFile.Network();
    }

    [TearDown]
    public void Close()
    {
        _file.Dispose();
        _scope.Dispose();
    }

    [Test]
    public void Load_FromBytes_GivesTheSameNetwork()
    {
        byte[] bytes = File.ReadAllBytes(_file.Path);
        using jit.ScriptModule<Tensor, Tensor> network = jit.load<Tensor, Tensor>(bytes);
        using Tensor output = network.forward(Inputs());
        Assert.That(output.data<float>().ToArray(), Is.EqualTo(new[] { 11f, 29f }));
    }

    [Test]
    public void Backward_ThroughTheNetwork_FillsTheParametersGradients()
    {
        using jit.ScriptModule<Tensor, Tensor> network = jit.load<Tensor, Tensor>(_file.Path);
        network.call(Inputs()).sum().backward();
        Parameter bias = network.named_parameters().Single(entry => entry.name == "head.bias").parameter;
        Assert.That(bias.grad!.data<float>().ToArray(), Is.EqualTo(new[] { 4f }));
        network.zero_grad();
        Assert.That(bias.grad is null, Is.True);
    }

    [Test]
    public void Call_WithHooks_RunsThemAndForwardDoesNot()
    {
        using jit.ScriptModule<Tensor, Tensor> network = jit.load<Tensor, Tensor>(_file.Path);
        var before = network.register_forward_pre_hook((module, input) => input.flip(0));
        var after = network.register_forward_hook((module, input, output) => output + 1);
        Assert.That(network.call(Inputs()).data<float>().ToArray(), Is.EqualTo(new[] { 30f, 12f }));
        Assert.That(network.forward(Inputs()).data<float>().ToArray(), Is.EqualTo(new[] { 11f, 29f }));
        before.remove();
        after.remove();
        Assert.That(network.call(Inputs()).data<float>().ToArray(), Is.EqualTo(new[] { 11f, 29f }));
    }

    [Test]
    public void Call_TwoInputsWithAHook_TakesWhatItGives()
    {
        using ScriptFile file = ScriptFile.SumAndDifference();
        using jit.ScriptModule<Tensor, Tensor, (Tensor, Tensor)> pair = jit.load<Tensor, Tensor, (Tensor, Tensor)>(file.Path);
        pair.register_forward_pre_hook((module, x, y) => (y, x));
        (Tensor _, Tensor reversed) = pair.call(tensor(5f), tensor(1f));
        Assert.That(reversed.item<float>(), Is.EqualTo(-4f));
    }

    [Test]
    public void Invoke_NestedTuple_KeepsItsShape()
    {
        using ScriptFile file = ScriptFile.SumAndDifference();
        using jit.ScriptModule pair = jit.load(file.Path);
        (object outer, object inner) = ((object, object))pair.invoke("nested", tensor(5f), 1);
        (Tensor more, Tensor less) = ((Tensor, Tensor))inner;
        Assert.That(((Tensor)outer).item<float>(), Is.EqualTo(5f));
        Assert.That(more.item<float>(), Is.EqualTo(6f));
        Assert.That(less.item<float>(), Is.EqualTo(4f));
    }

    [Test]
    public void Invoke_TakesAListOfTensors()
    {
        using ScriptFile file = ScriptFile.SumAndDifference();
        using jit.ScriptModule pair = jit.load(file.Path);
        Tensor x = tensor(new[] { 5f, 7f });
        Tensor y = tensor(new[] { 1f, 2f });
        Assert.That(pair.invoke<Tensor>("joined", [new[] { x, y }]).data<float>().ToArray(), Is.EqualTo(new[] { 5f, 7f, 1f, 2f }));
        Assert.That(pair.invoke<Tensor, Tensor>("joined", y, x).data<float>().ToArray(), Is.EqualTo(new[] { 1f, 2f, 5f, 7f }));
    }
}
