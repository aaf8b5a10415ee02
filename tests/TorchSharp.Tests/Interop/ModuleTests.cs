using TorchSharp.Modules;
using TorchSharp.Tests.NN;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Tests.Interop;

/// <summary>What only the current API has, or what its real implementation does wrong.</summary>
[TestFixture]
internal sealed class ModuleTests
{
    [Test]
    public void Parameter_InAScope_TakesTheTensorsPlace()
    {
        Parameter parameter;
        using (DisposeScope scope = NewDisposeScope())
        {
            Tensor data = ones(1);
            parameter = nn.Parameter(data);
            Assert.That(scope.Contains(parameter), Is.True);
            Assert.That(scope.Contains(data), Is.False);
        }

        Assert.That(parameter.IsInvalid, Is.True);
    }

    [Test]
    public void Linear_MadeInAScope_OutlivesIt()
    {
        Linear linear;
        using (NewDisposeScope())
        {
            linear = nn.Linear(2, 2);
        }

        Assert.That(linear.weight.IsInvalid, Is.False);
        linear.Dispose();
        Assert.That(linear.weight.IsInvalid, Is.True);
    }

    [Test]
    public void To_ElementType_MakesNewObjectsWithTheirGradients()
    {
        using Affine module = new();
        using Tensor input = ones(3);
        using Tensor total = module.call(input).sum();
        total.backward();
        Parameter old = module.get_parameter("_scale")!;
        module.to(ScalarType.Float64);
        Parameter fresh = module.get_parameter("_scale")!;
        using Tensor? gradient = fresh.grad;
        Assert.That(old.IsInvalid, Is.True);
        Assert.That(gradient?.dtype, Is.EqualTo(ScalarType.Float64));
        Assert.That(gradient?.ToFloats(), Is.EqualTo(new[] { 3f }));
    }

    [Test]
    public void To_IntegerType_Throws()
    {
        using Net net = new();
        Assert.That(() => net.to(ScalarType.Int64), Throws.ArgumentException);
    }

    [Test]
    public void ZeroGrad_SetToNone_TakesTheGradientAway()
    {
        using Affine module = new();
        using Tensor input = ones(3);
        using Tensor total = module.call(input).sum();
        total.backward();
        module.zero_grad(set_to_none: false);
        Assert.That(module.get_parameter("_scale")!.grad?.ToFloats(), Is.EqualTo(new[] { 0f }));
        module.zero_grad();
        Assert.That(module.get_parameter("_scale")!.grad, Is.Null);
    }

    [Test]
    public void RegisterBuffer_NotPersistent_IsNoPartOfTheState()
    {
        using Sequential holder = nn.Sequential();
        using Buffered module = new();
        Assert.That(module.named_buffers().Select(entry => entry.name), Is.EqualTo(new[] { "kept", "passing" }));
        Assert.That(module.named_buffers(include_nonpersistent: false).Select(entry => entry.name), Is.EqualTo(new[] { "kept" }));
        Assert.That(module.state_dict().Keys, Is.EqualTo(new[] { "kept" }));
        module.to(ScalarType.Float64);
        Assert.That(module.get_buffer("passing")?.dtype, Is.EqualTo(ScalarType.Float64));
        Assert.That(module.state_dict().Keys, Is.EqualTo(new[] { "kept" }));
    }

    [Test]
    public void Load_LoadedParameters_TellsWhatTheModuleHas()
    {
        using Affine source = new();
        using Linear target = nn.Linear(1, 1);
        MemoryStream stream = new();
        source.save(stream);
        Dictionary<string, bool> loaded = [];
        target.load(new MemoryStream(stream.ToArray()), strict: false, loadedParameters: loaded);
        Assert.That(loaded, Is.EqualTo(new Dictionary<string, bool> { ["_scale"] = false, ["_shift"] = false, ["_offset"] = false }));
    }

    [Test]
    public void Load_ForeignFile_Throws()
    {
        using Affine module = new();
        byte[] file = [3, 6, .. "_scale"u8, 0x7f];
        Assert.That(() => module.load(new MemoryStream(file)), Throws.InstanceOf<InvalidDataException>());
    }

    [Test]
    public void Save_TensorWithGaps_IsWrittenInOrder()
    {
        using Tensor matrix = arange(6, dtype: ScalarType.Int32).reshape(2, 3);
        using Tensor turned = matrix.t();
        MemoryStream stream = new();
        turned.Save(stream);
        using Tensor loaded = Tensor.Load(new MemoryStream(stream.ToArray()));
        Assert.That(loaded.data<int>().ToArray(), Is.EqualTo(new[] { 0, 3, 1, 4, 2, 5 }));
    }

    [Test]
    public void Call_ModuleHooks_RunAroundForward()
    {
        using Affine module = new();
        using Tensor input = ones(1);
        List<string> order = [];
        module.register_forward_pre_hook((Module _) => order.Add("before"));
        module.register_forward_hook((Module _) => order.Add("after"));
        module.register_forward_hook((nn.Module<Tensor, Tensor> _, Tensor _, Tensor result) =>
        {
            order.Add("result");
            return result;
        });
        using Tensor output = module.call(input);
        Assert.That(order, Is.EqualTo(new[] { "before", "result", "after" }));
    }

    [Test]
    public void ParameterLessModule_Parameter_IsRefused()
    {
        using ReLU relu = nn.ReLU();
        using Parameter parameter = nn.Parameter(ones(1));
        Assert.That(() => relu.register_parameter("a", parameter), Throws.InvalidOperationException);
        Assert.That(relu, Is.InstanceOf<IParameterLessModule>());
    }

    [TestCase(init.NonlinearityType.Linear, 0, 1)]
    [TestCase(init.NonlinearityType.Conv2D, 0, 1)]
    [TestCase(init.NonlinearityType.Sigmoid, 0, 1)]
    [TestCase(init.NonlinearityType.Tanh, 0, 1.6666666666666667)]
    [TestCase(init.NonlinearityType.ReLU, 0, 1.4142135623730951)]
    [TestCase(init.NonlinearityType.LeakyReLU, 0, 1.4142135623730951)]
    [TestCase(init.NonlinearityType.LeakyReLU, 2, 0.63245553203367588)]
    public void CalculateGain_Nonlinearity_IsTheTable(init.NonlinearityType nonlinearity, double slope, double expected) =>
        Assert.That(init.calculate_gain(nonlinearity, slope), Is.EqualTo(expected).Within(1e-15));

    [Test]
    public void Init_Tensor_IsWhatComesBack()
    {
        using Tensor weight = zeros(3, 3);
        Assert.That(init.kaiming_normal_(weight), Is.SameAs(weight));
        Assert.That(init.orthogonal_(weight), Is.SameAs(weight));
    }

    [Test]
    public void Load_TruncatedFile_TellsThatTheStreamEnds()
    {
        using Affine module = new();
        MemoryStream stream = new();
        module.save(stream);
        Assert.That(() => module.load(new MemoryStream(stream.ToArray()[..^2])), Throws.InstanceOf<EndOfStreamException>());
    }

    [Test]
    public void Init_Generator_DeterminesTheDraws()
    {
        using Generator first = new(7);
        using Generator second = new(7);
        using Tensor a = zeros(5);
        using Tensor b = zeros(5);
        init.trunc_normal_(a, 1, 0.5, generator: first);
        init.trunc_normal_(b, 1, 0.5, generator: second);
        Assert.That(a.ToFloats(), Is.EqualTo(b.ToFloats()));
        init.uniform_(a, generator: first);
        init.normal_(a, generator: first);
        init.uniform_(b, generator: second);
        init.normal_(b, generator: second);
        Assert.That(a.ToFloats(), Is.EqualTo(b.ToFloats()));
    }

    // For N(1, 0.5²) held to [-2, 2] the mean is 1 - 0.5 φ(2)/Φ(2) ≈ 0.97238, the deviation ≈ 0.4707; 40,000 draws.
    [Test]
    public void TruncNormal_ManyDraws_HaveTheMomentsOfTheTruncatedNormal()
    {
        random.manual_seed(1);
        using Tensor values = zeros(40000);
        init.trunc_normal_(values, 1, 0.5);
        double[] draws = [.. values.ToFloats().Select(value => (double)value)];
        double mean = draws.Average();
        Assert.That(mean, Is.EqualTo(0.97238).Within(5 * 0.4707 / 200));
        Assert.That(Math.Sqrt(draws.Average(value => (value - mean) * (value - mean))), Is.EqualTo(0.4707).Within(5 * 0.4707 / 283));
    }

    private sealed class Buffered : Module<Tensor, Tensor>
    {
        internal Buffered()
            : base("Buffered")
        {
            register_buffer("kept", zeros(1));
            register_buffer("passing", zeros(1), persistent: false);
        }

        public override Tensor forward(Tensor input) => input.alias();
    }
}
