using TorchSharp.Modules;
using static TorchSharp.Tests.NN.TensorReading;
using static TorchSharp.torch;

namespace TorchSharp.Tests.NN;

[TestFixture]
internal sealed class ModuleTests
{
    private static readonly string[] NetParameters =
        ["_first.weight", "_first.bias", "_rest.1.weight", "_rest.1.bias", "_last._scale", "_last._shift"];

    [Test]
    public void Call_ModuleOfFields_ComputesForward()
    {
        using Affine module = new();
        using Tensor input = Vector(0, 1, -3);
        using Tensor output = module.call(input);
        Assert.That(output.ToFloats(), Is.EqualTo(new[] { 1f, 3f, -5f }));
    }

    [Test]
    public void GetName_GivenName_IsThat()
    {
        using Affine module = new();
        Assert.That(module.GetName(), Is.EqualTo("Affine"));
    }

    [Test]
    public void NamedParameters_NestedModules_HaveDottedNamesInFieldOrder()
    {
        using Net net = new();
        Assert.That(net.named_parameters().Select(entry => entry.name), Is.EqualTo(NetParameters));
        Assert.That(net.parameters().Count(), Is.EqualTo(NetParameters.Length));
    }

    [Test]
    public void NamedParameters_WithoutRecursion_AreTheModulesOwn()
    {
        using Net net = new();
        using Affine affine = new();
        Assert.That(net.named_parameters(false), Is.Empty);
        Assert.That(affine.named_parameters(false).Select(entry => entry.name), Is.EqualTo(new[] { "_scale", "_shift" }));
    }

    [Test]
    public void NamedBuffers_TensorField_IsABuffer()
    {
        using Net net = new();
        Assert.That(net.named_buffers().Select(entry => entry.name), Is.EqualTo(new[] { "_last._offset" }));
        Assert.That(net.buffers(false), Is.Empty);
    }

    [Test]
    public void NamedModules_NestedModules_ComeLevelByLevel()
    {
        using Net net = new();
        Assert.That(net.named_children().Select(entry => entry.name), Is.EqualTo(new[] { "_first", "_rest", "_last" }));
        Assert.That(
            net.named_modules().Select(entry => entry.name),
            Is.EqualTo(new[] { "_first", "_rest", "_last", "_rest.0", "_rest.1" }));
    }

    [Test]
    public void Eval_NestedModules_ReachesAll()
    {
        using Net net = new();
        Assert.That(net.training, Is.True);
        net.eval();
        Assert.That(Modes(net), Is.All.False);
        net.train();
        Assert.That(Modes(net), Is.All.True);

        static IEnumerable<bool> Modes(Net net) =>
            net.modules().Where(module => module is not Sequential).Append(net).Select(module => module.training);
    }

    [Test]
    public void Apply_NestedModules_VisitsChildrenFirst()
    {
        using Net net = new();
        List<string> visited = [];
        net.apply(module => visited.Add(module.GetType().Name));
        Assert.That(visited, Is.EqualTo(new[] { "Linear", "ReLU", "Linear", "Sequential", "Affine", "Net" }));
    }

    [Test]
    public void GetParameter_DottedName_IsTheVeryObject()
    {
        using Net net = new();
        Parameter expected = net.named_parameters().Single(entry => entry.name == "_last._scale").parameter;
        Assert.That(net.get_parameter("_last._scale"), Is.SameAs(expected));
        Assert.That(net.has_parameter("_last._scale"), Is.True);
        Assert.That(net.has_parameter("_last._offset"), Is.False);
        Assert.That(net.get_parameter("_last.none"), Is.Null);
    }

    [Test]
    public void GetBuffer_DottedName_IsTheBuffer()
    {
        using Net net = new();
        Assert.That(net.get_buffer("_last._offset")?.ToFloats(), Is.EqualTo(new[] { 0f }));
        Assert.That(net.has_buffer("_last._offset"), Is.True);
        Assert.That(net.has_buffer("_last._scale"), Is.False);
    }

    [Test]
    public void RegisterModule_NameWithPoint_Throws()
    {
        using Holder holder = new();
        using Affine part = new();
        Assert.That(() => holder.register_module("a.b", part), Throws.ArgumentException);
        Assert.That(() => holder.register_module(string.Empty, part), Throws.ArgumentException);
    }

    [Test]
    public void Register_NameTwice_Throws()
    {
        using Holder holder = new();
        holder.register_module("part", new Affine());
        holder.register_buffer("buffer", zeros(1));
        holder.register_parameter("parameter", nn.Parameter(zeros(1)));
        using Affine part = new();
        using Tensor tensor = zeros(1);
        using Parameter parameter = nn.Parameter(zeros(1));
        Assert.That(() => holder.register_module("part", part), Throws.InvalidOperationException);
        Assert.That(() => holder.register_buffer("buffer", tensor), Throws.InvalidOperationException);
        Assert.That(() => holder.register_parameter("parameter", parameter), Throws.InvalidOperationException);
    }

    [Test]
    public void NamedParameters_ModuleUnderTwoNames_ComesOnce()
    {
        using Holder holder = new();
        Affine shared = new();
        holder.register_module("one", shared);
        holder.register_module("two", shared);
        Assert.That(holder.named_parameters().Select(entry => entry.name), Is.EqualTo(new[] { "one._scale", "one._shift" }));
        Assert.That(holder.named_children().Count(), Is.EqualTo(2));
    }

    [Test]
    public void Parameter_FromTensor_TakesItsHandle()
    {
        using Tensor data = ones(2);
        using Parameter parameter = nn.Parameter(data);
        using Parameter frozen = nn.Parameter(ones(2), false);
        Assert.That(data.IsInvalid, Is.True);
        Assert.That(parameter.requires_grad, Is.True);
        Assert.That(parameter.is_leaf, Is.True);
        Assert.That(frozen.requires_grad, Is.False);
    }

    [Test]
    public void RegisterComponents_InheritedPrivateField_IsFound()
    {
        using Derived derived = new();
        Assert.That(derived.named_parameters().Select(entry => entry.name), Is.EqualTo(new[] { "_own", "inherited" }));
    }

    private sealed class Holder() : nn.Module<Tensor, Tensor>("Holder")
    {
        public override Tensor forward(Tensor input) => input.alias();
    }

    private abstract class Base(string name) : nn.Module<Tensor, Tensor>(name)
    {
        protected readonly Parameter inherited = nn.Parameter(ones(1));
    }

    private sealed class Derived : Base
    {
        private readonly Parameter _own = nn.Parameter(ones(1));

        internal Derived()
            : base("Derived") => RegisterComponents();

        public override Tensor forward(Tensor input) => input.mul(_own).mul(inherited);
    }
}
