using TorchSharp.Tests.NN.Losses;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Tests.Interop;

/// <summary>Losses that TorchSharp, 0.99.6 or 0.107, computes otherwise or of which it leaves tensors behind.</summary>
[TestFixture]
internal sealed class LossMembersTests
{
    [TestCaseSource(typeof(LossTests), nameof(LossTests.OnBridgeOnly))]
    public void Loss_InputsOfTheOracle_GivesValueAndGradients(string @case)
    {
        LossTests.AssertModule(@case);
        LossTests.AssertFunction(@case);
        LossTests.AssertSinglePrecision(@case);
        LossTests.AssertNothingLeft(@case);
    }

    [TestCaseSource(typeof(LossTests), nameof(LossTests.Composed))]
    public void Functional_ResultDisposed_LeavesNoTensor(string @case) => LossTests.AssertNothingLeft(@case);

    [Test]
    public void GaussianNll_Variance_HasTheDerivativeAsGradient()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor variance = tensor((double[])[0.5, 2.0]).reshape(2, 1).requires_grad_();
        Tensor x = tensor((double[])[1.0, 3.0]).reshape(2, 1);
        Tensor truth = tensor((double[])[0.0, 1.0]).reshape(2, 1);
        F.gaussian_nll_loss(x, truth, variance, reduction: nn.Reduction.Sum).backward();

        // (1 / v - d² / v²) / 2 with d = 1 and 2.
        double[] expected = [(2 - 4) / 2.0, (0.5 - 1) / 2];
        Assert.That(variance.grad!.data<double>().ToArray(), Is.EqualTo(expected).Within(1e-12));
    }
}
