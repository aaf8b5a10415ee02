using static TorchSharp.torch;
using static TorchSharp.torch.distributions;

namespace TorchSharp.Tests.Interop.Distributions;

/// <summary>TorchSharp 0.99.6 has no multivariate normal; its values stand with the other distributions' differences.</summary>
[TestFixture]
internal sealed class MultivariateNormalTests
{
    [Test]
    public void Rsample_MultivariateNormal_MovesWithItsMeanAndFactor()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor loc = tensor(new[] { 0.5, -1.0 }).requires_grad_();
        Tensor factor = tensor(new[,] { { 1.5, 0.0 }, { 0.4, 0.8 } }).requires_grad_();
        using Distribution normal = MultivariateNormal(loc, scale_tril: factor);
        manual_seed(8);
        Tensor draw = normal.rsample();
        Tensor weights = tensor(new[] { 1.0, 3.0 });
        (draw * weights).sum().backward();

        // x = loc + L e, so that d(w'x)/dloc = w and d(w'x)/dL = w e'.
        Tensor noise = linalg.solve_triangular(factor, (draw - loc).unsqueeze(-1), upper: false).squeeze(-1).detach();
        Assert.That(loc.grad!.data<double>().ToArray(), Is.EqualTo(new[] { 1.0, 3.0 }));
        Assert.That((factor.grad! - outer(weights, noise)).abs().max().item<double>(), Is.LessThan(1e-12));
    }

    [Test]
    public void Factory_OfNotExactlyOneMatrix_Throws()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor loc = zeros(2);
        Assert.That(() => MultivariateNormal(loc), Throws.ArgumentException);
        Assert.That(() => MultivariateNormal(loc, covariance_matrix: eye(2), scale_tril: eye(2)), Throws.ArgumentException);
        Assert.That(() => MultivariateNormal(loc, covariance_matrix: ones(2)), Throws.ArgumentException);
    }
}
