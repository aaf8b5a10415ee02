using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <summary>
/// The few orthonormal coordinates in which rows differ most. A distance in them is never larger than the distance, costs little, and mostly
/// says already that two rows are far apart.
/// </summary>
internal static class PrincipalCoordinates
{
    private const int Width = 16;

    /// <summary>[N, 16] coordinates of the rows; null where they have so few features that it would save nothing.</summary>
    public static FeatureRows? Of(FeatureRows rows)
    {
        if (rows.Width < 2 * Width)
        {
            return null;
        }

        using DisposeScope scope = torch.NewDisposeScope();
        Tensor values = rows.ToTensor();
        Tensor centred = values - values.mean([0], keepdim: true);
        (_, Tensor vectors) = torch.linalg.eigh(centred.t().matmul(centred));
        return new FeatureRows(values.matmul(vectors.narrow(1, rows.Width - Width, Width)));
    }
}
