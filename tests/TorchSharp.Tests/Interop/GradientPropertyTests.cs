using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Tests.Interop;

/// <summary>
/// In TorchSharp 0.99.6 the gradient is a method and inference mode is not there; in every version an error within
/// <c>autograd.grad</c> ends the process.
/// </summary>
[TestFixture]
internal sealed class GradientPropertyTests
{
    [Test]
    public void Grad_BeforeBackward_IsNull()
    {
        using Tensor x = ones(2, requires_grad: true);
        Assert.That(x.grad, Is.Null);
    }

    [Test]
    public void Grad_AfterTwoBackwards_IsTheSum()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = tensor(new[] { 1.0, 2.0 }, requires_grad: true);
        (x * x).sum().backward();
        (x * 3).sum().backward();
        Assert.That(x.grad!.data<double>().ToArray(), Is.EqualTo(new[] { 5.0, 7.0 }));
    }

    [Test]
    public void Grad_Set_ReplacesOrClears()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = ones(2, requires_grad: true);
        x.grad = full(2, 4.0);
        Assert.That(x.grad!.data<float>().ToArray(), Is.All.EqualTo(4f));
        x.grad = null;
        Assert.That(x.grad, Is.Null);
    }

    [Test]
    public void Backward_WithWeightsAndInputs_FillsThoseAlone()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor a = tensor(new[] { 1.0, 2.0 }, requires_grad: true);
        Tensor b = tensor(new[] { 3.0, 4.0 }, requires_grad: true);
        autograd.backward(a * b, tensor(new[] { 1.0, 10.0 }), inputs: [b]);
        Assert.That(b.grad!.data<double>().ToArray(), Is.EqualTo(new[] { 1.0, 20.0 }));
        Assert.That(a.grad, Is.Null);
    }

    [Test]
    public void RetainGrad_OfAnInnerTensor_KeepsIts()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = tensor(3.0, requires_grad: true);
        Tensor inner = x * 2;
        inner.retain_grad();
        (inner * inner).backward();
        Assert.That(inner.grad!.item<double>(), Is.EqualTo(12.0));
    }

    [Test]
    public void Grad_AllowUnused_GivesNull()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor a = tensor(2.0, requires_grad: true);
        Tensor b = tensor(5.0, requires_grad: true);
        IList<Tensor> gradients = autograd.grad([a * a], [b, a], allow_unused: true);
        Assert.That(gradients[0], Is.Null);
        Assert.That(gradients[1].item<double>(), Is.EqualTo(4.0));
    }

    [Test]
    public void Grad_UnusedInput_Throws()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor a = tensor(2.0, requires_grad: true);
        Tensor b = tensor(5.0, requires_grad: true);
        Assert.That(() => autograd.grad([a * a], [b]), Throws.InstanceOf<ExternalException>());
    }

    [Test]
    public void Grad_OfAnUntrackedTensor_Throws()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor a = tensor(2.0);
        Assert.That(() => autograd.grad([a * a], [a]), Throws.InstanceOf<ExternalException>());
    }

    [Test]
    public void Grad_WrongNumberOfWeights_Throws()
    {
        using Tensor a = tensor(2.0, requires_grad: true);
        using Tensor b = a.clone();
        Assert.That(() => autograd.grad([b], [a], [b, b]), Throws.ArgumentException.With.Message.Contains("grad_outputs"));
    }

    [Test]
    public void InferenceMode_Nested_RestoresTheOneBefore()
    {
        List<bool> seen = [is_inference_mode_enabled()];
        using (inference_mode())
        {
            seen.Add(is_inference_mode_enabled());
            using (inference_mode(false))
            {
                seen.Add(is_inference_mode_enabled());
            }

            seen.Add(is_inference_mode_enabled());
            Assert.That(is_grad_enabled(), Is.False);
        }

        seen.Add(is_inference_mode_enabled());
        Assert.That(seen, Is.EqualTo(new[] { false, true, false, true, false }));
        Assert.That(is_grad_enabled(), Is.True);
    }

    [Test]
    public void NoGrad_DisposedTwice_RestoresOnce()
    {
        IDisposable outer = no_grad();
        outer.Dispose();
        using (no_grad())
        {
            outer.Dispose();
            Assert.That(is_grad_enabled(), Is.False);
        }
    }

    [Test]
    public void Backward_GraphUsedTwice_ThrowsUnlessRetained()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = tensor(3.0, requires_grad: true);
        Tensor y = x * x;
        y.backward(retain_graph: true);
        y.backward();
        Assert.That(() => y.backward(), Throws.InstanceOf<TorchException>());
    }
}
