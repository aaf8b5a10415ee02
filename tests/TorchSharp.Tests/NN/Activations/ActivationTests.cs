using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Tests.NN.Activations;

[TestFixture]
internal sealed class ActivationTests
{
    private static readonly Oracle Expected = Oracle.Load("activations.csv");

    private static readonly Dictionary<string, Func<double[], nn.Module<Tensor, Tensor>>> Makers = new()
    {
        ["relu"] = _ => nn.ReLU(),
        ["relu6"] = _ => nn.ReLU6(),
        ["leaky_relu"] = a => nn.LeakyReLU(a[0]),
        ["rrelu"] = a => nn.RReLU(a[0], a[1]),
        ["threshold"] = a => nn.Threshold(a[0], a[1]),
        ["elu"] = a => nn.ELU(a[0]),
        ["celu"] = a => nn.CELU(a[0]),
        ["selu"] = _ => nn.SELU(),
        ["softplus"] = a => nn.Softplus(a[0], a[1]),
        ["gelu"] = _ => nn.GELU(),
        ["glu"] = a => nn.GLU((long)a[0]),
        ["silu"] = _ => nn.SiLU(),
        ["mish"] = _ => nn.Mish(),
        ["hardswish"] = _ => nn.Hardswish(),
        ["sigmoid"] = _ => nn.Sigmoid(),
        ["hardsigmoid"] = _ => nn.Hardsigmoid(),
        ["tanh"] = _ => nn.Tanh(),
        ["softsign"] = _ => nn.Softsign(),
        ["tanhshrink"] = _ => nn.Tanhshrink(),
        ["hardshrink"] = a => nn.Hardshrink(a[0]),
        ["softshrink"] = a => nn.Softshrink(a[0]),
        ["softmax"] = a => nn.Softmax((long)a[0]),
        ["log_softmax"] = a => nn.LogSoftmax((long)a[0]),
        ["softmin"] = a => nn.Softmin((long)a[0]),
        ["softmax2d"] = _ => nn.Softmax2d(),
    };

    private static readonly Dictionary<string, Func<nn.Module<Tensor, Tensor>>> InPlace = new()
    {
        ["relu/"] = () => nn.ReLU(inplace: true),
        ["relu6/"] = () => nn.ReLU6(inplace: true),
        ["leaky_relu/"] = () => nn.LeakyReLU(0.2, inplace: true),
        ["threshold/"] = () => nn.Threshold(0.5, -2, inplace: true),
        ["hardtanh/"] = () => nn.Hardtanh(-0.5, 1.5, inplace: true),
        ["celu/"] = () => nn.CELU(1.3, inplace: true),
        ["selu/"] = () => nn.SELU(inplace: true),
        ["hardswish/"] = () => nn.Hardswish(inplace: true),
        ["hardsigmoid/"] = () => nn.Hardsigmoid(inplace: true),
    };

    private static IEnumerable<string> Cases => Expected.Cases.Where(name =>
        Makers.ContainsKey(name.Split('/')[0]) && name != "gelu/tanh");

    private static IEnumerable<string> InPlaceCases => InPlace.Keys;

    [TestCaseSource(nameof(Cases))]
    public void Forward_InputsOfTheOracle_GivesValueAndGradient(string @case)
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> module = Make(@case);
        Tensor x = Expected.Tensor(@case, "x", ScalarType.Float64).requires_grad_();
        Tensor y = module.call(x);
        Expected.AssertMatches(@case, "y", y, 1e-7, 1e-9);
        Tensor gradient = autograd.grad([(y * Expected.Tensor(@case, "weight", ScalarType.Float64)).sum()], [x])[0];
        Expected.AssertMatches(@case, "dx", gradient, 1e-7, 1e-9);
    }

    [TestCaseSource(nameof(Cases))]
    public void Forward_SinglePrecision_StaysSingleAndLeavesNoTensor(string @case)
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> module = Make(@case);
        Tensor x = Expected.Tensor(@case, "x");
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Tensor y = module.call(x);
        Assert.That(DisposeScopeManager.Statistics.ThreadTotalLiveCount, Is.EqualTo(before + 1));
        Assert.That(y.dtype, Is.EqualTo(ScalarType.Float32));
        Expected.AssertMatches(@case, "y", y, 1e-5, 1e-5);
    }

    [TestCaseSource(nameof(InPlaceCases))]
    public void Forward_InPlace_ChangesTheInput(string @case)
    {
        using nn.Module<Tensor, Tensor> module = InPlace[@case]();
        using Tensor x = Expected.Tensor(@case, "x", ScalarType.Float64);
        using Tensor y = module.call(x);
        Assert.That(y, Is.Not.SameAs(x));
        Expected.AssertMatches(@case, "y", x, 1e-7, 1e-9);
        Expected.AssertMatches(@case, "y", y, 1e-7, 1e-9);
    }

    [Test]
    public void Parameters_ActivationWithoutWeights_AreNone()
    {
        using nn.Module<Tensor, Tensor> module = nn.ReLU();
        Assert.That(module.parameters(), Is.Empty);
        Assert.That(module.GetName(), Is.EqualTo("ReLU"));
    }

    [Test]
    public void Softmax_NoSuchDimension_Throws()
    {
        using Tensor x = zeros(2, 3);
        using nn.Module<Tensor, Tensor> module = nn.Softmax(2);
        Assert.That(() => module.call(x), Throws.InstanceOf<System.Runtime.InteropServices.ExternalException>());
    }

    [Test]
    public void Functional_SameArguments_EqualsTheModules()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = Expected.Tensor("relu/", "x", ScalarType.Float64);
        Expected.AssertMatches("relu/", "y", F.relu(x), 1e-7);
        Expected.AssertMatches("relu6/", "y", F.relu6(x), 1e-7);
        Expected.AssertMatches("leaky_relu/", "y", F.leaky_relu(x, 0.2), 1e-7);
        Expected.AssertMatches("elu/", "y", F.elu(x, 0.7), 1e-7);
        Expected.AssertMatches("celu/", "y", F.celu(x, 1.3), 1e-7);
        Expected.AssertMatches("selu/", "y", F.selu(x), 1e-7);
        Expected.AssertMatches("gelu/", "y", F.gelu(x), 1e-7);
        Expected.AssertMatches("softplus/", "y", F.softplus(x, 1, 20), 1e-7);
        Expected.AssertMatches("softmax/last", "y", F.softmax(x, -1), 1e-7);
        Expected.AssertMatches("log_softmax/", "y", F.log_softmax(x, 1), 1e-7);
    }

    private static nn.Module<Tensor, Tensor> Make(string @case)
    {
        nn.Module<Tensor, Tensor> module = Makers[@case.Split('/')[0]](Expected.Values(@case, "args"));
        module.eval();
        return module;
    }
}
