using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Tests.Interop;

/// <summary>Members of activations that TorchSharp's older versions lack.</summary>
[TestFixture]
internal sealed class ActivationMembersTests
{
    private static readonly Oracle Expected = Oracle.Load("activations.csv");

    [Test]
    public void PReLU_SlopesOfTheOracle_GivesValueAndGradients()
    {
        using DisposeScope scope = NewDisposeScope();
        using Modules.PReLU module = nn.PReLU(3, dtype: ScalarType.Float64);
        Assert.That(module.weight.data<double>().ToArray(), Is.All.EqualTo(0.25));
        Assert.That(module.state_dict().Keys, Is.EqualTo((string[])["weight"]));
        module.weight = new Modules.Parameter(Expected.Tensor("prelu", "slopes", ScalarType.Float64));
        Tensor x = Expected.Tensor("prelu", "x", ScalarType.Float64).requires_grad_();
        Tensor y = module.call(x);
        y.square().sum().backward();
        Expected.AssertMatches("prelu", "y", y, 1e-7);
        Expected.AssertMatches("prelu", "dx", x.grad!, 1e-7);
        Expected.AssertMatches("prelu", "dslopes", module.weight.grad!, 1e-7);
    }

    [Test]
    public void PReLU_Moved_KeepsItsWeightUnderItsName()
    {
        using Modules.PReLU module = nn.PReLU(2, init: 0.5);
        module.to(ScalarType.Float64);
        Assert.That(module.weight.dtype, Is.EqualTo(ScalarType.Float64));
        Assert.That(module.named_parameters().Single().name, Is.EqualTo("weight"));
        Assert.That(module.named_parameters().Single().parameter, Is.SameAs(module.weight));
    }

    [Test]
    public void Hardtanh_InputOfTheOracle_GivesValueAndLeavesTheInput()
    {
        using DisposeScope scope = NewDisposeScope();
        using Modules.Hardtanh module = nn.Hardtanh(-0.5, 1.5);
        Tensor x = Expected.Tensor("hardtanh/", "x", ScalarType.Float64);
        Expected.AssertMatches("hardtanh/", "y", module.call(x), 1e-7);
        Expected.AssertMatches("hardtanh/", "x", x, 1e-7);
    }

    [Test]
    public void Functional_InPlace_ChangesTheInput()
    {
        Check("silu/", x => F.silu(x, inplace: true));
        Check("mish/", x => F.mish(x, inplace: true));
        Check("elu/", x => F.elu(x, 0.7, inplace: true));
        Check("rrelu/", x => F.rrelu(x, 0.1, 0.4, inplace: true));
        Check("gelu/", x => F.gelu(x, inplace: true));
        Check("gelu/tanh", x => F.gelu(x, Modules.GELU.Approximate.tanh, inplace: true));
        Check("sigmoid/", x => F.sigmoid(x, inplace: true));
        Check("tanh/", x => F.tanh(x, inplace: true));
        Check("softsign/", x => F.softsign(x, inplace: true));
        Check("tanhshrink/", x => F.tanhshrink(x, inplace: true));

        static void Check(string @case, Func<Tensor, Tensor> function)
        {
            using Tensor x = Expected.Tensor(@case, "x", ScalarType.Float64);
            using Tensor y = function(x);
            Expected.AssertMatches(@case, "y", x, 1e-7, 1e-9);
        }
    }

    [Test]
    public void Functional_NewNames_EqualTheModules()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = Expected.Tensor("relu/", "x", ScalarType.Float64);
        Expected.AssertMatches("logsigmoid/", "y", F.logsigmoid(x), 1e-7, 1e-9);
        using Modules.LogSigmoid logSigmoid = nn.LogSigmoid();
        Expected.AssertMatches("logsigmoid/", "y", logSigmoid.call(x), 1e-7, 1e-9);
        using Modules.GELU gelu = nn.GELU(Modules.GELU.Approximate.tanh);
        Expected.AssertMatches("gelu/tanh", "y", gelu.call(x), 1e-7, 1e-9);
        Expected.AssertMatches("hardshrink/", "y", F.hardshrink(x, 0.7), 1e-7);
        Expected.AssertMatches("softshrink/", "y", F.softshrink(x, 0.4), 1e-7);
        Expected.AssertMatches("threshold/", "y", F.threshold(x, 0.5, -2), 1e-7);
        Expected.AssertMatches("hardtanh/", "y", F.hardtanh(x, -0.5, 1.5), 1e-7);
        Expected.AssertMatches("softmin/", "y", F.softmin(x, 1), 1e-7);
    }
}
