using System.Runtime.InteropServices;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Tests.JIT;

[TestFixture]
internal sealed class ScriptModuleTests
{
    private static readonly string[] ModuleNames = ["block", "block.drop", "block.fc", "head"];
    private static readonly string[] ParameterNames = ["block.fc.bias", "block.fc.weight", "head.bias", "head.weight"];

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
    public void Call_NetworkFromFile_GivesItsValues()
    {
        using jit.ScriptModule<Tensor, Tensor> network = jit.load<Tensor, Tensor>(_file.Path);
        using Tensor output = network.call(Inputs());
        Assert.That(output.shape, Is.EqualTo(new long[] { 2, 1 }));
        Assert.That(output.data<float>().ToArray(), Is.EqualTo(new[] { 11f, 29f }));
    }

    [TestCase("device")]
    [TestCase("text")]
    [TestCase("type")]
    public void Load_OntoTheCpu_IsOnTheCpu(string form)
    {
        using jit.ScriptModule network = form switch
        {
            "device" => jit.load(_file.Path, new Device(DeviceType.CPU)),
            "text" => jit.load(_file.Path, "cpu"),
            _ => jit.load(_file.Path, DeviceType.CPU),
        };
        Assert.That(network.parameters().Select(p => p.device_type), Is.All.EqualTo(DeviceType.CPU));
        Tensor output = (Tensor)network.call(Inputs());
        Assert.That(output.data<float>().ToArray(), Is.EqualTo(new[] { 11f, 29f }));
    }

    [Test]
    public void Load_NoSuchFile_ThrowsFileNotFound() =>
        Assert.That(() => jit.load(_file.Path + ".absent"), Throws.InstanceOf<FileNotFoundException>());

    [Test]
    public void Load_ForeignFile_Throws()
    {
        File.WriteAllText(_file.Path, "no TorchScript");
        Assert.That(() => jit.load(_file.Path), Throws.InstanceOf<ExternalException>());
    }

    [Test]
    public void Call_WrongShape_Throws()
    {
        using jit.ScriptModule<Tensor, Tensor> network = jit.load<Tensor, Tensor>(_file.Path);
        Tensor wide = ones(2, 5);
        Assert.That(() => network.call(wide), Throws.InstanceOf<ExternalException>());
    }

    [Test]
    public void NamedModules_NestedNetwork_AreAllThoseBelow()
    {
        using jit.ScriptModule network = jit.load(_file.Path);
        List<(string name, nn.Module module)> modules = [.. network.named_modules()];
        Assert.That(modules.Select(entry => entry.name), Is.EquivalentTo(ModuleNames));
        Assert.That(modules.Select(entry => entry.module), Is.All.InstanceOf<jit.ScriptModule>());
        DisposeAll(modules);

        List<(string name, nn.Module module)> children = [.. network.named_children()];
        Assert.That(children.Select(entry => entry.name), Is.EqualTo(new[] { "block", "head" }));
        DisposeAll(children);
    }

    [Test]
    public void NamedParametersAndBuffers_NestedNetwork_HaveDottedNames()
    {
        using jit.ScriptModule network = jit.load(_file.Path);
        List<(string name, Parameter parameter)> parameters = [.. network.named_parameters()];
        Assert.That(parameters.Select(entry => entry.name), Is.EquivalentTo(ParameterNames));
        Assert.That(parameters.Select(entry => entry.parameter.requires_grad), Is.All.True);
        Assert.That(network.named_buffers().Select(entry => entry.name), Is.EqualTo(new[] { "factor" }));
    }

    [Test]
    public void Gradient_ThroughTheNetwork_ReachesTheParameters()
    {
        using jit.ScriptModule<Tensor, Tensor> network = jit.load<Tensor, Tensor>(_file.Path);
        Parameter bias = network.named_parameters().Single(entry => entry.name == "head.bias").parameter;
        Tensor gradient = autograd.grad([network.call(Inputs()).sum()], [bias])[0];
        Assert.That(gradient.data<float>().ToArray(), Is.EqualTo(new[] { 4f }));
    }

    [Test]
    public void Train_WholeNetwork_TurnsDropoutOnAndEvalOff()
    {
        using jit.ScriptModule<Tensor, Tensor> network = jit.load<Tensor, Tensor>(_file.Path);
        Assert.That(network.training, Is.False);
        network.train();
        Assert.That(network.training, Is.True);
        AssertDrawsVary(network);
        network.eval();
        Assert.That(network.call(Inputs()).data<float>().ToArray(), Is.EqualTo(new[] { 11f, 29f }));
    }

    [Test]
    public void Train_DropoutAlone_LeavesTheNetworkInEval()
    {
        using jit.ScriptModule<Tensor, Tensor> network = jit.load<Tensor, Tensor>(_file.Path);
        List<(string name, nn.Module module)> modules = [.. network.named_modules()];
        modules.Single(entry => entry.name == "block.drop").module.train();
        Assert.That(modules.Select(entry => entry.module.training), Is.EquivalentTo(new[] { false, true, false, false }));
        DisposeAll(modules);
        Assert.That(network.training, Is.False);
        AssertDrawsVary(network);
    }

    [Test]
    public void To_Float64_ConvertsParametersAndBuffersInPlace()
    {
        using jit.ScriptModule<Tensor, Tensor> network = jit.load<Tensor, Tensor>(_file.Path);
        jit.ScriptModule<Tensor, Tensor> same = network.to(ScalarType.Float64);
        Assert.That(same, Is.SameAs(network));
        Assert.That(network.parameters().Select(p => p.dtype), Is.All.EqualTo(ScalarType.Float64));
        Assert.That(network.buffers().Select(b => b.dtype), Is.All.EqualTo(ScalarType.Float64));
        Tensor output = network.call(Inputs().to_type(ScalarType.Float64));
        Assert.That(output.data<double>().ToArray(), Is.EqualTo(new[] { 11.0, 29.0 }));
        Assert.That(network.cpu(), Is.SameAs(network));
    }

    [Test]
    public void Save_ChangedParameters_ComeBack()
    {
        using (jit.ScriptModule network = jit.load(_file.Path))
        {
            using (no_grad())
            {
                network.named_parameters().Single(entry => entry.name == "head.bias").parameter.fill_(1.5);
            }

            jit.save(network, _file.Path);
        }

        using jit.ScriptModule<Tensor, Tensor> again = jit.load<Tensor, Tensor>(_file.Path);
        Assert.That(again.call(Inputs()).data<float>().ToArray(), Is.EqualTo(new[] { 13f, 31f }));
    }

    internal static Tensor Inputs() => tensor(new[,] { { 1f, 2f }, { 3f, 1f } });

    private static void DisposeAll(IEnumerable<(string name, nn.Module module)> modules)
    {
        foreach ((string _, nn.Module module) in modules.ToList())
        {
            module.Dispose();
        }
    }

    /// <summary>
    /// [1, 2] reaches the dropout as [1, 2, 0]: each unit is dropped or doubled, so the output is 1, 5, 17 or 21, each with
    /// probability 1/4; that 64 draws miss one of them has probability 4·(3/4)^64, about 4e-8.
    /// </summary>
    private static void AssertDrawsVary(jit.ScriptModule<Tensor, Tensor> network)
    {
        manual_seed(1);
        Tensor input = tensor(new[,] { { 1f, 2f } });
        SortedSet<float> seen = [.. Enumerable.Range(0, 64).Select(_ => network.call(input).item<float>())];
        Assert.That(seen, Is.EqualTo(new[] { 1f, 5f, 17f, 21f }));
    }
}
