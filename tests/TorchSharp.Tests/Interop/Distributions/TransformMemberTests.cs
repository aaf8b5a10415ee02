using static TorchSharp.torch;
using static TorchSharp.torch.distributions;

namespace TorchSharp.Tests.Interop.Distributions;

/// <summary>What users reach through a transformed distribution only, and what TorchSharp itself has otherwise.</summary>
[TestFixture]
internal sealed class TransformMemberTests
{
    private static IEnumerable<TestCaseData> Bijections()
    {
        yield return new TestCaseData(new transforms.ExpTransform(), 0.7);
        yield return new TestCaseData(new transforms.LogTransform(), 0.7);
        yield return new TestCaseData(new transforms.SigmoidTransform(), -0.4);
        yield return new TestCaseData(new transforms.SoftplusTransform(), -0.4);
        yield return new TestCaseData(new transforms.TanhTransform(), 0.9);
        yield return new TestCaseData(new transforms.AffineTransform(0.5, -2.0), 0.3);
        yield return new TestCaseData(new transforms.ExpTransform().inv, 0.3);
        yield return new TestCaseData(
            new transforms.ComposeTransform([new transforms.AffineTransform(0.5, -2.0), new transforms.SigmoidTransform()]), 0.3);
    }

    [TestCaseSource(nameof(Bijections))]
    public void LogAbsDetJacobian_OfABijection_IsTheLogarithmOfItsSlope(transforms.Transform transform, double at)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = tensor(at).requires_grad_();
        Tensor y = transform.forward(x);
        double slope = autograd.grad([y], [x])[0].item<double>();
        Assert.That(transform.log_abs_det_jacobian(x, y).item<double>(), Is.EqualTo(Math.Log(Math.Abs(slope))).Within(1e-10));
        Assert.That(transform.sign.ToDouble(), Is.EqualTo(Math.Sign(slope)));
        Assert.That(transform.inv.forward(y).item<double>(), Is.EqualTo(at).Within(1e-10));
        Assert.That(transform.inv.inv.forward(x).item<double>(), Is.EqualTo(y.item<double>()).Within(1e-12));
    }

    [Test]
    public void Reshape_OfABatch_KeepsTheBatch()
    {
        using DisposeScope scope = NewDisposeScope();
        transforms.ReshapeTransform reshape = new([2, 3], [6]);
        Tensor x = rand(4, 2, 3);
        Tensor y = reshape.forward(x);
        Assert.That(y.shape, Is.EqualTo(new long[] { 4, 6 }));
        Assert.That(reshape.inv.forward(y).shape, Is.EqualTo(x.shape));
        Assert.That(reshape.log_abs_det_jacobian(x, y).shape, Is.EqualTo(new long[] { 4 }));
        Assert.That(() => reshape.forward(rand(4, 6)), Throws.ArgumentException);
    }

    [Test]
    public void Independent_OfATransform_AddsUpTheJacobian()
    {
        using DisposeScope scope = NewDisposeScope();
        transforms.IndepdenentTransform vector = new(new transforms.ExpTransform(), 1);
        Tensor x = tensor(new[,] { { 1.0, 2.0 }, { 3.0, 5.0 } });
        Assert.That(vector.log_abs_det_jacobian(x, vector.forward(x)).data<double>().ToArray(), Is.EqualTo(new[] { 3.0, 8.0 }));
        Assert.That(vector.event_dim, Is.EqualTo(1));
        Assert.That(() => vector.forward(tensor(1.0)), Throws.ArgumentException);
    }

    [Test]
    public void TransformedDistribution_OfAVectorTransform_HasAVectorEvent()
    {
        using DisposeScope scope = NewDisposeScope();
        Distribution inner = Normal(zeros(4, 3), ones(3));
        using Modules.TransformedDistribution soft = new(inner, new transforms.SoftmaxTransform());
        Assert.That(soft.batch_shape.Shape, Is.EqualTo(new long[] { 4 }));
        Assert.That(soft.event_shape.Shape, Is.EqualTo(new long[] { 3 }));
        Assert.That(soft.sample(2).sum(-1).data<float>().ToArray(), Is.All.EqualTo(1f).Within(1e-6f));
        Assert.That(() => soft.mean, Throws.InstanceOf<NotImplementedException>());
    }

    [Test]
    public void Independent_OfMoreDimensionsThanTheBatch_Throws()
    {
        using DisposeScope scope = NewDisposeScope();
        using Distribution inner = Normal(zeros(3), ones(3));
        Assert.That(() => Independent(inner, 2), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Cdf_OfAPoisson_AddsUpItsProbabilities()
    {
        using DisposeScope scope = NewDisposeScope();
        using Distribution poisson = Poisson(2.5);
        Tensor counts = arange(6, dtype: ScalarType.Float64);
        Tensor expected = poisson.log_prob(counts).exp().cumsum(0);
        Assert.That((poisson.cdf(counts) - expected).abs().max().item<double>(), Is.LessThan(1e-12));
        Assert.That(poisson.cdf(tensor(-1.0)).item<double>(), Is.EqualTo(0));
        Assert.That(() => poisson.entropy(), Throws.InstanceOf<NotImplementedException>());
    }

    [Test]
    public void Check_OfOtherRegions_SaysWhatIsInThem()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor wide = ones(2, 3);
        Assert.That(constraints.square.check(wide).item<bool>(), Is.False);
        Assert.That(constraints.symmetric.check(wide).item<bool>(), Is.False);
        Assert.That(constraints.positive_definite.check(wide).item<bool>(), Is.False);
        Assert.That(constraints.positive_semidefinite.check(zeros(2, 2)).item<bool>(), Is.True);
        Assert.That(constraints.multinomial(3).check(tensor(new[] { 1.0, 2.0 })).item<bool>(), Is.True);
        Tensor rows = tensor(new[,] { { 0.5, 0.6 }, { -0.5, 1.5 } });
        Assert.That(
            constraints.independent(constraints.positive, 1).check(rows).data<bool>().ToArray(), Is.EqualTo(new[] { true, false }));
        Assert.That(constraints.interval(0, 2).ToString(), Is.EqualTo("Interval(lower_bound=0, upper_bound=2)"));
    }

    [Test]
    public void BroadcastShapes_ThatDoNotMatch_Throw()
    {
        Assert.That(broadcast_shapes([3, 1], [4], []).Shape, Is.EqualTo(new long[] { 3, 4 }));
        Assert.That(() => broadcast_shapes([3], [4]), Throws.ArgumentException);
    }
}
