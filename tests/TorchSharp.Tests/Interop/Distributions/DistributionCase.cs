using static TorchSharp.torch;
using static TorchSharp.torch.distributions;

namespace TorchSharp.Tests.Distributions;

/// <content>The distributions that TorchSharp 0.99.6 has not.</content>
internal sealed partial class DistributionCase
{
    static partial void MakeNewer(string family, Dictionary<string, Tensor> p, ref Distribution? made)
    {
        if (family == "MultivariateNormal")
        {
            made = MultivariateNormal(
                p["loc"],
                p.GetValueOrDefault("covariance_matrix")!,
                p.GetValueOrDefault("precision_matrix")!,
                p.GetValueOrDefault("scale_tril")!);
        }
    }
}
