using TorchSharp.Modules;
using TorchSharp.Tests.NN;
using static TorchSharp.torch;

namespace TorchSharp.Tests.Interop;

[TestFixture]
internal sealed class GradientClippingTests
{
    private Parameter[] _parameters = [];

    // Gradients (3, 0) and (0, 4) of two parameters; a third has none.
    [SetUp]
    public void MakeParameters()
    {
        _parameters = [nn.Parameter(zeros(2)), nn.Parameter(zeros(2)), nn.Parameter(zeros(1))];
        using Tensor three = tensor(new float[] { 3, 0 });
        using Tensor four = tensor(new float[] { 0, -4 });
        _parameters[0].grad = three;
        _parameters[1].grad = four;
    }

    [TearDown]
    public void DisposeParameters() => Array.ForEach(_parameters, parameter => parameter.Dispose());

    [TestCase(2, 5)]
    [TestCase(1, 7)]
    [TestCase(double.PositiveInfinity, 4)]
    [TestCase(0, 2)]
    public void ClipGradNorm_Norm_IsOfAllGradientsTogether(double order, double expected) =>
        Assert.That(nn.utils.clip_grad_norm_(_parameters, 100, order), Is.EqualTo(expected).Within(1e-6));

    [Test]
    public void ClipGradNorm_LargerNorm_IsScaledDown()
    {
        double norm = nn.utils.clip_grad_norm_(_parameters, 1);
        Assert.That(norm, Is.EqualTo(5).Within(1e-6));
        Assert.That(Gradient(0), Is.EqualTo(new[] { 0.6f, 0 }).Within(1e-6));
        Assert.That(Gradient(1), Is.EqualTo(new[] { 0, -0.8f }).Within(1e-6));
    }

    [Test]
    public void ClipGradNorm_SmallerNorm_IsKept()
    {
        nn.utils.clip_grad_norm_(_parameters, 10);
        Assert.That(Gradient(0), Is.EqualTo(new[] { 3f, 0 }));
    }

    [Test]
    public void ClipGradNorm_NoGradients_IsZero() =>
        Assert.That(nn.utils.clip_grad_norm_([_parameters[2]], 1), Is.Zero);

    [Test]
    public void ClipGradValue_Elements_AreHeldToTheRange()
    {
        nn.utils.clip_grad_value_(_parameters, 3.5);
        Assert.That(Gradient(0), Is.EqualTo(new[] { 3f, 0 }));
        Assert.That(Gradient(1), Is.EqualTo(new[] { 0, -3.5f }));
    }

    private float[] Gradient(int index)
    {
        using Tensor gradient = _parameters[index].grad!;
        return gradient.ToFloats();
    }
}
