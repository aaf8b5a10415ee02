using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>The draws of a sampler, with gradients where the caller's grad mode asks for them.</summary>
/// <param name="posterior">The sampler.</param>
/// <param name="run">Its visit, told whether to keep gradients.</param>
internal sealed class GradientDraws(IPosteriorPredictive posterior, GradientDraws.Runner run) : IPosteriorPredictive
{
    public delegate void Runner(Tensor inputs, DrawVisitor visit, bool gradients, CancellationToken cancellationToken);

    public int Draws => posterior.Draws;

    public void Visit(Tensor inputs, DrawVisitor visit, CancellationToken cancellationToken = default) =>
        run(inputs, visit, torch.is_grad_enabled(), cancellationToken);
}
