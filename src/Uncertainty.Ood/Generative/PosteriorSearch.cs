using TorchSharp;
using Uncertainty.Bnn;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>
/// Adam on the mean and the logarithm of the variance of each input's own posterior. Its step is made of each number's own gradient, and the
/// gradient of a sum over inputs is that of each input's term: no input knows of the others.
/// </summary>
/// <remarks>Kingma, Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, Algorithm 1 with its defaults β₁, β₂ and ε.</remarks>
internal sealed class PosteriorSearch(VariationalAutoencoder model, LikelihoodRegretOptions options)
{
    private const double FirstDecay = 0.9;
    private const double SecondDecay = 0.999;
    private const double Tiny = 1e-8;

    /// <summary>Where the search ends, in the current dispose scope.</summary>
    /// <param name="inputs">[N, …] inputs.</param>
    /// <param name="start">[N, L] means and [N, L] logarithms of variances.</param>
    /// <exception cref="InvalidOperationException">A step left the finite numbers.</exception>
    public (Tensor Mean, Tensor LogVariance) Run(Tensor inputs, (Tensor Mean, Tensor LogVariance) start)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor[] points = [start.Mean.detach().clone(), start.LogVariance.detach().clone()];
        Tensor[] first = [.. points.Select(point => torch.zeros_like(point))];
        Tensor[] second = [.. points.Select(point => torch.zeros_like(point))];
        for (int step = 1; step <= options.Steps; step++)
        {
            using DisposeScope inner = torch.NewDisposeScope();
            Tensor[] slopes = Slopes(inputs, points, Seeds.Derive(options.Seed, step));
            double rate = options.LearningRate / (1 - Math.Pow(FirstDecay, step));
            double correction = 1 - Math.Pow(SecondDecay, step);
            for (int i = 0; i < points.Length; i++)
            {
                first[i].mul_(FirstDecay).add_(slopes[i] * (1 - FirstDecay));
                second[i].mul_(SecondDecay).add_(slopes[i].square() * (1 - SecondDecay));
                points[i].sub_(first[i] / ((second[i] / correction).sqrt() + Tiny) * rate);
            }

            if (!Guard.IsFinite(points[0]) || !Guard.IsFinite((points[1] * 0.5).exp()))
            {
                throw new InvalidOperationException(
                    $"The search for posteriors diverged in step {step}: a {nameof(LikelihoodRegretOptions.LearningRate)} of {options.LearningRate} is too high.");
            }
        }

        return (points[0].MoveToOuterDisposeScope(), points[1].MoveToOuterDisposeScope());
    }

    /// <summary>Gradients of minus the bound by one draw, with respect to the points only: the weights get none.</summary>
    private Tensor[] Slopes(Tensor inputs, Tensor[] points, long seed)
    {
        using IDisposable graph = torch.enable_grad();
        Tensor mean = points[0].detach().requires_grad_();
        Tensor logVariance = points[1].detach().requires_grad_();
        Tensor bound = PosteriorBound.Of(
            model, inputs, mean, (logVariance * 0.5).exp(), [CommonNoise.Draw(mean, seed)], LikelihoodBound.Elbo);
        return [.. torch.autograd.grad([bound.sum().neg()], [mean, logVariance])];
    }
}
