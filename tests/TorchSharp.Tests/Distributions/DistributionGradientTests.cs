using static TorchSharp.torch;

namespace TorchSharp.Tests.Distributions;

/// <summary>
/// Gradients of draws. Where the distribution function F(x; θ) is known, a draw x moves with θ so that F stays: dx/dθ =
/// −(∂F/∂θ)/p(x).
/// </summary>
[TestFixture]
internal sealed class DistributionGradientTests
{
    private static readonly string[] Names = ["Normal", "Laplace", "Exponential"];

    [TestCaseSource(nameof(Names))]
    public void Rsample_OfADistribution_MovesAsTheDistributionFunctionSays(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        using DistributionCase known = new(name);
        ReparameterizationCheck.AssertImplicitGradients(known, 1e-6);
    }

    [Test]
    public void Sample_OfParametersWithGradient_HasNone()
    {
        using DisposeScope scope = NewDisposeScope();
        using DistributionCase known = new("Normal");
        Assert.That(known.Distribution.sample(3).requires_grad, Is.False);
        Assert.That(known.Distribution.rsample(3).requires_grad, Is.True);
    }
}
