using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Tests.NN;

[TestFixture]
internal sealed class ConversionTests
{
    [Test]
    public void To_ElementType_ConvertsParametersAndBuffers()
    {
        using Net net = new();
        Net same = net.to(ScalarType.Float64);
        Assert.That(same, Is.SameAs(net));
        Assert.That(net.parameters().Select(parameter => parameter.dtype), Is.All.EqualTo(ScalarType.Float64));
        Assert.That(net.buffers().Select(buffer => buffer.dtype), Is.All.EqualTo(ScalarType.Float64));
        Assert.That(net.parameters().Select(parameter => parameter.requires_grad), Is.All.True);
    }

    [Test]
    public void To_ElementType_FieldsFollow()
    {
        using Affine module = new(3, 1);
        module.to(ScalarType.Float64);
        using Tensor input = tensor(new[] { 2.0 });
        using Tensor output = module.call(input);
        Assert.That(output.dtype, Is.EqualTo(ScalarType.Float64));
        Assert.That(output.ToFloats(), Is.EqualTo(new[] { 7f }));
    }

    [Test]
    public void To_ElementTypeOfSequential_ConvertsItsLayers()
    {
        using Sequential net = nn.Sequential(nn.Linear(2, 2), nn.ReLU(), nn.Linear(2, 1));
        net.to(ScalarType.Float64);
        using Tensor input = zeros(1, 2, dtype: ScalarType.Float64);
        using Tensor output = net.call(input);
        Assert.That(output.dtype, Is.EqualTo(ScalarType.Float64));
        Assert.That(net.named_parameters().Select(entry => entry.name), Is.EqualTo(new[] { "0.weight", "0.bias", "2.weight", "2.bias" }));
    }

    [Test]
    public void To_SameDeviceAndType_KeepsTheObjects()
    {
        using Net net = new();
        Parameter[] before = [.. net.parameters()];
        net.to(CPU).to(ScalarType.Float32);
        Assert.That(net.parameters(), Is.EqualTo(before));
        Assert.That(before.Select(parameter => parameter.IsInvalid), Is.All.False);
    }

    [Test]
    public void To_ValuesAndBack_AreKept()
    {
        using Affine module = new(1.5, -0.25);
        module.to(ScalarType.Float64).to(ScalarType.Float32);
        Assert.That(module.parameters().SelectMany(parameter => parameter.ToFloats()), Is.EqualTo(new[] { 1.5f, -0.25f }));
    }

    [Test]
    public void To_TensorAsTemplate_TakesItsType()
    {
        using Affine module = new();
        using Tensor template = zeros(1, dtype: ScalarType.Float64);
        module.to(template);
        Assert.That(module.parameters().Select(parameter => parameter.dtype), Is.All.EqualTo(ScalarType.Float64));
    }
}
