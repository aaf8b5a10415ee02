using static TorchSharp.torch;
using static TorchSharp.torch.distributions;

namespace TorchSharp.Tests.Distributions;

[TestFixture]
internal sealed class TransformTests
{
    private static readonly double[] Inputs = [-1.5, 0.2, 2.0];

    private DisposeScope _scope = null!;

    [SetUp]
    public void Open() => _scope = NewDisposeScope();

    [TearDown]
    public void Close() => _scope.Dispose();

    [Test]
    public void Forward_PointwiseTransforms_AreTheirFormulas()
    {
        AssertForward(new transforms.ExpTransform(), Math.Exp);
        AssertForward(new transforms.TanhTransform(), Math.Tanh);
        AssertForward(new transforms.AbsTransform(), Math.Abs);
        AssertForward(new transforms.SigmoidTransform(), x => 1 / (1 + Math.Exp(-x)));
        AssertForward(new transforms.AffineTransform(0.5, -2.0), x => 0.5 - (2 * x));
        AssertForward(new transforms.AffineTransform(tensor(0.5), tensor(-2.0)), x => 0.5 - (2 * x));
        AssertForward(
            new transforms.ComposeTransform([new transforms.ExpTransform(), new transforms.ExpTransform().inv, new transforms.TanhTransform()]),
            Math.Tanh);
    }

    [Test]
    public void Inverse_OfTransforms_GoesBack()
    {
        AssertInverse(new transforms.ExpTransform());
        AssertInverse(new transforms.TanhTransform());
        AssertInverse(new transforms.SigmoidTransform());
        AssertInverse(new transforms.AffineTransform(0.5, -2.0));
        AssertInverse(new transforms.ComposeTransform([new transforms.AffineTransform(0.1, 0.5), new transforms.ExpTransform()]));
    }

    [Test]
    public void Forward_Softmax_AddsUpToOne()
    {
        Tensor logits = tensor(Inputs);
        Tensor probabilities = new transforms.SoftmaxTransform().forward(logits);
        double total = Inputs.Sum(Math.Exp);
        Assert.That(probabilities.data<double>().ToArray(), Is.EqualTo(Inputs.Select(x => Math.Exp(x) / total)).Within(1e-12));
    }

    [Test]
    public void Forward_Power_OfPositiveNumbers()
    {
        Tensor x = tensor(new[] { 1.0, 4.0, 9.0 });
        transforms.PowerTransform root = new(tensor(0.5));
        Assert.That(root.forward(x).data<double>().ToArray(), Is.EqualTo(new[] { 1.0, 2.0, 3.0 }).Within(1e-12));
    }

    [Test]
    public void Sign_OfTransforms_SaysRisingOrFalling()
    {
        Assert.That(new transforms.ExpTransform().sign.ToDouble(), Is.EqualTo(1));
        Assert.That(new transforms.AffineTransform(0.0, -2.0).sign.ToDouble(), Is.EqualTo(-1));
        Assert.That(() => new transforms.AbsTransform().sign, Throws.InstanceOf<NotImplementedException>());
    }

    [Test]
    public void Reshape_OfOtherNumberOfElements_Throws() =>
        Assert.That(() => new transforms.ReshapeTransform([2, 3], [5]), Throws.ArgumentException);

    [Test]
    public void Bijective_OfTransforms_IsFalseForAbsAlone()
    {
        Assert.That(new transforms.ExpTransform().bijective, Is.True);
        Assert.That(new transforms.AbsTransform().bijective, Is.False);
        Assert.That(new transforms.ComposeTransform([new transforms.ExpTransform(), new transforms.AbsTransform()]).bijective, Is.False);
    }

    private static void AssertForward(transforms.Transform transform, Func<double, double> formula) =>
        Assert.That(
            transform.forward(tensor(Inputs)).data<double>().ToArray(),
            Is.EqualTo(Inputs.Select(formula)).Within(1e-12),
            transform.GetType().Name);

    private static void AssertInverse(transforms.Transform transform)
    {
        Tensor back = transform.inv.forward(transform.forward(tensor(Inputs)));
        Assert.That(back.data<double>().ToArray(), Is.EqualTo(Inputs).Within(1e-12), transform.GetType().Name);
    }
}
