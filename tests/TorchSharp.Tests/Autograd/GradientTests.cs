using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Tests.Autograd;

[TestFixture]
internal sealed class GradientTests
{
    [Test]
    public void Grad_OfAPolynomial_IsItsDerivative()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = tensor(new[] { 1.0, 2.0, -3.0 }, requires_grad: true);
        Tensor y = (x * x * x).sum();
        IList<Tensor> gradients = autograd.grad([y], [x]);
        Assert.That(gradients, Has.Count.EqualTo(1));
        Assert.That(gradients[0].data<double>().ToArray(), Is.EqualTo(new[] { 3.0, 12.0, 27.0 }));
    }

    [Test]
    public void Grad_OfAGradient_IsTheSecondDerivative()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = tensor(new[] { 1.0, 2.0 }, requires_grad: true);
        Tensor y = (x * x * x).sum();
        Tensor first = autograd.grad([y], [x], retain_graph: true, create_graph: true)[0];
        Tensor second = autograd.grad([first.sum()], [x])[0];
        Assert.That(second.data<double>().ToArray(), Is.EqualTo(new[] { 6.0, 12.0 }));
    }

    [Test]
    public void Grad_WithWeights_IsTheVectorJacobianProduct()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = tensor(new[] { 1.0, 2.0 }, requires_grad: true);
        Tensor gradient = autograd.grad([x * x], [x], [tensor(new[] { 10.0, -1.0 })])[0];
        Assert.That(gradient.data<double>().ToArray(), Is.EqualTo(new[] { 20.0, -4.0 }));
    }

    [Test]
    public void Grad_SeveralInputs_ComeInTheirOrder()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor a = tensor(2.0, requires_grad: true);
        Tensor b = tensor(5.0, requires_grad: true);
        IList<Tensor> gradients = autograd.grad([a * b], [b, a]);
        Assert.That(gradients.Select(g => g.item<double>()), Is.EqualTo(new[] { 2.0, 5.0 }));
    }

    [Test]
    public void Backward_OfSeveralElements_Throws()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = ones(2, requires_grad: true);
        Assert.That(() => (x * 2).backward(), Throws.InstanceOf<ExternalException>());
    }

    [Test]
    public void RequiresGrad_Set_TracksFromThereOn()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = ones(2);
        Assert.That((x * 2).requires_grad, Is.False);
        Assert.That(x.requires_grad_(), Is.SameAs(x));
        Tensor y = x * 2;
        Assert.Multiple(() =>
        {
            Assert.That(y.requires_grad, Is.True);
            Assert.That(y.is_leaf, Is.False);
            Assert.That(y.detach().requires_grad, Is.False);
            Assert.That(x.with_requires_grad(false).requires_grad, Is.False);
        });
    }

    [Test]
    public void RequiresGrad_OfIntegers_Throws()
    {
        using Tensor whole = zeros([2], int64);
        Assert.That(() => whole.requires_grad = true, Throws.InstanceOf<ExternalException>());
    }

    [Test]
    public void Detach_SharesTheData()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = ones(2, requires_grad: true);
        x.detach().fill_(5);
        Assert.That(x.data<float>().ToArray(), Is.All.EqualTo(5f));
    }

    [Test]
    public void InPlace_OnATrackedLeaf_Throws()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = ones(2, requires_grad: true);
        Assert.That(() => x.fill_(1), Throws.InstanceOf<ExternalException>());
        using (no_grad())
        {
            x.fill_(3);
        }

        Assert.That(x.data<float>().ToArray(), Is.All.EqualTo(3f));
    }
}
