using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>The terms of layers anywhere in a network.</summary>
/// <param name="inputs">Number of inputs.</param>
/// <param name="jacobians">For each layer the derivatives R J of the outputs, where Λ = Rᵀ R.</param>
internal sealed class LayerTerms(long inputs, IReadOnlyList<LayerJacobian> jacobians) : CurvatureTerms
{
    public override long Count(int layer) => inputs * jacobians[layer].Positions;

    public override Tensor FeatureSquares(int layer) => jacobians[layer].FeatureSquares();

    public override Tensor OutputSquares(int layer) => jacobians[layer].OutputSquares();

    public override Tensor Diagonal(int layer) => jacobians[layer].Squares();

    public override void AddTo(Tensor matrix)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor rows = torch.cat([.. jacobians.Select(jacobian => jacobian.Dense())], 2).reshape(-1, matrix.shape[0]);
        matrix.add_(rows.t().mm(rows));
    }
}
