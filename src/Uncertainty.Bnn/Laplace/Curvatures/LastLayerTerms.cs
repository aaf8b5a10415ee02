using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// The terms of a last layer, Λ_n ⊗ φ_n φ_nᵀ: Λ_n is diag(p) - p pᵀ for a softmax with probabilities p, and 1 (before it is divided by the variance
/// of the noise) for a regression.
/// </summary>
/// <param name="features">[n, F] φ.</param>
/// <param name="outputs">C.</param>
/// <param name="probabilities">[n, C] p; null for a regression.</param>
internal sealed class LastLayerTerms(Tensor features, long outputs, Tensor? probabilities) : CurvatureTerms
{
    public override long Count(int layer) => features.shape[0];

    public override Tensor FeatureSquares(int layer)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return features.t().mm(features).MoveToOuterDisposeScope();
    }

    public override Tensor OutputSquares(int layer)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor sum = probabilities is null
            ? torch.eye(outputs, dtype: features.dtype, device: features.device) * features.shape[0]
            : torch.diag(probabilities.sum(0L)) - probabilities.t().mm(probabilities);
        return sum.MoveToOuterDisposeScope();
    }

    public override Tensor Diagonal(int layer)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor squares = features.square();
        Tensor diagonal = probabilities is null
            ? squares.sum(0L).unsqueeze(0).repeat(outputs, 1)
            : (probabilities * (1 - probabilities)).t().mm(squares);
        return diagonal.MoveToOuterDisposeScope();
    }

    /// <summary>The part diag(p) fills the blocks on the diagonal; the part p pᵀ is one product for all blocks.</summary>
    public override void AddTo(Tensor matrix)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        long length = features.shape[1];
        for (long output = 0; output < outputs; output++)
        {
            using DisposeScope one = torch.NewDisposeScope();
            Tensor weighted = probabilities is null ? features : features * probabilities.narrow(1, output, 1);
            Tensor rows = matrix.narrow(0, output * length, length);
            rows.narrow(1, output * length, length).add_(features.t().mm(weighted));
        }

        if (probabilities is not null)
        {
            Tensor joint = (probabilities.unsqueeze(2) * features.unsqueeze(1)).reshape(features.shape[0], -1);
            matrix.sub_(joint.t().mm(joint));
        }
    }
}
