using System.Globalization;
using TorchSharp;
using Uncertainty.Evaluation;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>
/// What of features lies outside the subspace in which the training data's vary most, seen from the origin that gives logits of 0.
/// </summary>
internal static class ResidualSpace
{
    public const string OriginPart = "origin";
    public const string BasisPart = "residual basis";
    public const string DimensionsKey = "dimensions";
    public const string DefaultValue = "default";

    /// <summary>[F] origin u = -W⁺ b and [F, F - D] basis of the residual space, in the current dispose scope.</summary>
    /// <param name="moments">Of all features.</param>
    /// <param name="head">W and b.</param>
    /// <param name="dimensions">D.</param>
    public static (Tensor Origin, Tensor Basis) Of(GroupMoments moments, LinearHead head, int dimensions)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor origin = torch.linalg.pinv(head.Weight).matmul(head.Bias).neg();
        Tensor away = moments.Mean() - origin;

        // The mean square from the origin: the covariance, and what the mean is away.
        Tensor square = (moments.Total() / moments.Count) + (away.unsqueeze(1) * away.unsqueeze(0));
        (_, Tensor vectors) = torch.linalg.eigh(square);
        Tensor basis = vectors.narrow(1, 0, vectors.shape[1] - dimensions).contiguous();
        return (origin.MoveToOuterDisposeScope(), basis.MoveToOuterDisposeScope());
    }

    /// <summary>Gathers the moments that the space is made of.</summary>
    /// <param name="stream">The pass over the batches.</param>
    /// <param name="batches">Inputs.</param>
    /// <param name="head">Checked against the first batch.</param>
    /// <param name="layer">What the layer is called.</param>
    public static GroupMoments Gather(FeatureStream stream, IEnumerable<Tensor> batches, LinearHead head, string layer)
    {
        GroupMoments moments = new(scatter: true);
        try
        {
            bool first = true;
            foreach (FeatureReading reading in stream.Read(batches))
            {
                if (first)
                {
                    HeadCheck.Verify(head, reading, layer);
                    first = false;
                }

                moments.Add(reading.Features);
            }

            return moments;
        }
        catch
        {
            moments.Dispose();
            throw;
        }
    }

    /// <summary>[N] norms of what is left of features in the residual space, in the current dispose scope.</summary>
    public static Tensor Norms(Tensor features, Tensor origin, Tensor basis)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return (features - origin.to(features.device)).matmul(basis.to(features.device)).square().sum(1).sqrt().MoveToOuterDisposeScope();
    }

    public static KeyValuePair<string, string> Setting(SubspaceOptions options) =>
        new(DimensionsKey, options.Dimensions?.ToString(CultureInfo.InvariantCulture) ?? DefaultValue);

    /// <summary>The options, the origin and the basis of a file, for a head.</summary>
    public static (SubspaceOptions Options, Tensor Origin, Tensor Basis) Load(TensorFile file, LinearHead head)
    {
        SubspaceOptions options = new() { Dimensions = file.Text(DimensionsKey) == DefaultValue ? null : file.Count(DimensionsKey) };
        int residual = head.Features - options.For(head.Features, DimensionsKey);
        return (
            options,
            file.Get(OriginPart, torch.ScalarType.Float64, head.Features),
            file.Get(BasisPart, torch.ScalarType.Float64, head.Features, residual));
    }
}
