using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>The <see cref="Evidence"/> of what was summed over the training data.</summary>
internal static class LaplaceEvidence
{
    public static Evidence Of(LaplaceSum sum)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        double[] eigenvalues = sum.Curvature.Eigenvalues().cpu().data<double>().ToArray();
        Tensor weights = sum.Network.Weights();
        return new Evidence(eigenvalues, weights.square().sum().item<double>());
    }
}
