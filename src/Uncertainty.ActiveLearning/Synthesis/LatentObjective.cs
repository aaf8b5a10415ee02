using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Evaluation;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <summary>What is to rise, as a function of latents: the acquisition of what is made of them, and the prior by its weight.</summary>
internal sealed class LatentObjective(
    LatentGenerator generator, UncertaintyEvaluation evaluation, AcquisitionFunction function, double priorWeight)
{
    /// <summary>A value for each of N latents, without graph.</summary>
    /// <param name="Scores">[N] the acquisition.</param>
    /// <param name="Objective">[N] what is to rise.</param>
    /// <param name="Gradient">[N, L] its gradient, which is not finite where the function has none.</param>
    public readonly record struct Value(Tensor Scores, Tensor Objective, Tensor Gradient);

    /// <summary>Evaluates at [N, L] latents in double precision. Tensors belong to the current scope.</summary>
    public Value At(Tensor latents, CancellationToken cancellationToken)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable graph = torch.enable_grad();
        Tensor point = latents.detach().clone().requires_grad_(true);
        using PredictiveSamples draws = evaluation.EvaluateDrawsWithGraph(generator.Decode(point), cancellationToken);
        Tensor scores = function(draws);
        if (scores.ndim != 1 || scores.shape[0] != latents.shape[0])
        {
            throw new InvalidOperationException(
                $"The acquisition function must give [{latents.shape[0]}] scores, one for each candidate; got [{string.Join(", ", scores.shape)}].");
        }

        Tensor given = Guard.FiniteOutputs(scores, "acquisition function").cpu().to_type(torch.ScalarType.Float64);

        // A sum: as no input has a part in another's score, its gradient is each input's own.
        Tensor? gradient = given.requires_grad ? torch.autograd.grad([given.sum()], [point], allow_unused: true)[0] : null;
        if (gradient is null || gradient.IsInvalid)
        {
            throw new InvalidOperationException(
                "The acquisition has no gradient with respect to the latents. The evaluation must be of a posterior by WithGradients(), and generator "
                + "and acquisition function must not cut gradients off.");
        }

        Tensor plain = given.detach();
        Tensor objective = plain - (latents.square().sum(1) * (0.5 * priorWeight));
        Tensor slope = gradient.cpu().to_type(torch.ScalarType.Float64) - (latents * priorWeight);
        return new Value(plain.MoveToOuterDisposeScope(), objective.MoveToOuterDisposeScope(), slope.MoveToOuterDisposeScope());
    }
}
