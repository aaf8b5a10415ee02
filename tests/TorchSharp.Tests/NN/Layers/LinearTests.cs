using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Tests.NN.Layers;

[TestFixture]
internal sealed class LinearTests
{
    internal static readonly Dictionary<string, Func<Layer>> Cases = new()
    {
        ["linear"] = () => Layer.Of(Linear(3, 2)),
        ["linear_no_bias"] = () => Layer.Of(Linear(3, 2, false)),
        ["bilinear"] = () => Layer.Of(Bilinear(2, 3, 2)),
        ["identity"] = () => Layer.Of(Identity()),
        ["linear_function"] = () => Layer.Of((x, weight, bias) => F.linear(x, weight, bias)),
    };

    private static IEnumerable<string> Names => Cases.Keys;

    [TestCaseSource(nameof(Names))]
    public void Call_OracleCase_OutputAndGradientsMatch(string name) => LayerOracle.Check(name, Cases[name]());

    [Test]
    public void Gradient_FiniteDifferences_Agree() =>
        FiniteDifferences.Check(Layer.Of(Linear(3, 2, dtype: ScalarType.Float64)), [2, 3]);

    [Test]
    public void Linear_DtypeGiven_ParametersHaveIt()
    {
        using Linear layer = Linear(3, 2, true, CPU, ScalarType.Float64);
        Assert.That(layer.parameters().Select(parameter => parameter.dtype), Is.All.EqualTo(ScalarType.Float64));
    }

    [Test]
    public void Linear_Parameters_AreNamedAndShaped()
    {
        using Linear layer = Linear(3, 2);
        Assert.That(layer.named_parameters().Select(entry => entry.Item1), Is.EqualTo(new[] { "weight", "bias" }));
        Assert.That(layer.weight!.shape, Is.EqualTo(new long[] { 2, 3 }));
        Assert.That(layer.bias!.shape, Is.EqualTo(new long[] { 2 }));
    }

    [Test]
    public void Linear_HasBiasFalse_HasOneParameter()
    {
        using Linear layer = Linear(3, 2, false);
        Assert.That(layer.bias, Is.Null);
        Assert.That(layer.parameters().Count(), Is.EqualTo(1));
    }

    [Test]
    public void Weight_Replaced_IsTheRegisteredParameter()
    {
        using Linear layer = Linear(3, 2);
        Parameter fresh = Parameter(ones(2, 3));
        layer.weight = fresh;
        Assert.That(layer.get_parameter("weight"), Is.SameAs(fresh));
    }

    [Test]
    public void Linear_InsideSequential_ParametersAppearOnce()
    {
        using Sequential model = Sequential(("first", Linear(3, 2)), ("norm", BatchNorm1d(2)));
        Assert.That(
            model.state_dict().Keys,
            Is.EquivalentTo(new[]
            {
                "first.weight", "first.bias", "norm.weight", "norm.bias", "norm.running_mean", "norm.running_var",
                "norm.num_batches_tracked",
            }));
    }

    [Test]
    public void To_Float64_ForwardTakesDoubles()
    {
        using DisposeScope scope = NewDisposeScope();
        using Linear layer = Linear(3, 2);
        layer.to(ScalarType.Float64);
        Assert.That(layer.weight!.dtype, Is.EqualTo(ScalarType.Float64));
        Assert.That(layer.call(ones(1, 3, dtype: ScalarType.Float64)).dtype, Is.EqualTo(ScalarType.Float64));
    }

    [Test]
    public void Call_WrongWidth_Throws()
    {
        using Linear layer = Linear(3, 2);
        using Tensor input = ones(1, 4);
        Assert.That(() => layer.call(input), Throws.InstanceOf<System.Runtime.InteropServices.ExternalException>());
    }
}
