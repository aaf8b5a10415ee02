using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <summary>
/// Adam on the latents of each start, upwards. A step is made of each latent's own gradient: no start knows of the others. The best place that a
/// start came by is kept, so that it never ends below where it began.
/// </summary>
/// <remarks>Kingma, Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, Algorithm 1 with its defaults β₁, β₂ and ε.</remarks>
internal sealed class LatentClimb(LatentObjective objective, LatentAscentOptions options, LatentBounds bounds)
{
    private const double FirstDecay = 0.9;
    private const double SecondDecay = 0.999;
    private const double Tiny = 1e-8;

    /// <summary>Moves [N, L] starts. [N, L] latents and [N] scores of the starts, in the current dispose scope.</summary>
    /// <exception cref="InvalidOperationException">No start has a finite gradient.</exception>
    public (Tensor Latents, Tensor StartScores) Run(Tensor starts, CancellationToken cancellationToken)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradient = torch.no_grad();
        Tensor point = bounds.Keep(starts).clone();
        Tensor first = torch.zeros_like(point);
        Tensor second = torch.zeros_like(point);
        Tensor best = point.clone();
        LatentObjective.Value value = objective.At(point, cancellationToken);
        Tensor startScores = value.Scores;
        Tensor highest = value.Objective;
        Tensor gradient = value.Gradient;
        Tensor moving = Finite(gradient);
        if (!moving.any().item<bool>())
        {
            throw new InvalidOperationException(
                "The acquisition's gradient is finite at no start: where probabilities are 0 to the last digit, logarithms have none.");
        }

        for (int step = 1; step <= options.Steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using DisposeScope inner = torch.NewDisposeScope();
            gradient.copy_(torch.where(moving, gradient, torch.zeros_like(gradient)));
            first.mul_(FirstDecay).add_(gradient * (1 - FirstDecay));
            second.mul_(SecondDecay).add_(gradient.square() * (1 - SecondDecay));
            double rate = options.LearningRate / (1 - Math.Pow(FirstDecay, step));
            Tensor way = first / ((second / (1 - Math.Pow(SecondDecay, step))).sqrt() + Tiny) * rate;
            point.copy_(torch.where(moving, bounds.Keep(point + way), point));
            value = objective.At(point, cancellationToken);
            Tensor higher = value.Objective.gt(highest);
            best.copy_(torch.where(higher.unsqueeze(1), point, best));
            highest.copy_(torch.where(higher, value.Objective, highest));
            gradient.copy_(value.Gradient);
            moving.copy_(moving.logical_and(Finite(gradient)));
        }

        return (best.MoveToOuterDisposeScope(), startScores.MoveToOuterDisposeScope());
    }

    /// <summary>[N, 1] where the gradient is finite.</summary>
    private static Tensor Finite(Tensor gradient) => torch.isfinite(gradient.sum(1, keepdim: true));
}
