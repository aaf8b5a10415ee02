using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>
/// What becomes of features [N, F] before they go into the head, by the k = F - round(F p / 100) largest of each input, halves rounded to
/// the even number; of equal ones the first count. Results are in the current dispose scope.
/// </summary>
internal static class ActivationShaping
{
    /// <summary>k.</summary>
    /// <param name="width">F.</param>
    /// <param name="percentile">p, in [0, 100).</param>
    /// <param name="name">The parameter that gave p.</param>
    /// <exception cref="ArgumentOutOfRangeException">p is out of range, or none is kept.</exception>
    public static int Kept(int width, double percentile, string name)
    {
        if (!(percentile >= 0 && percentile < 100))
        {
            throw new ArgumentOutOfRangeException(name, percentile, "must be in range [0, 100).");
        }

        int kept = width - (int)Math.Round(width * percentile / 100, MidpointRounding.ToEven);
        return kept > 0
            ? kept
            : throw new ArgumentOutOfRangeException(name, percentile, $"must leave at least one of {width} features.");
    }

    /// <summary>ASH-P: the others become 0.</summary>
    public static Tensor Prune(Tensor features, int kept)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        (Tensor values, Tensor places) = Largest(features, kept);
        return torch.zeros_like(features).scatter(1, places, values).MoveToOuterDisposeScope();
    }

    /// <summary>ASH-B: each of them becomes the sum of all over k, the others become 0.</summary>
    public static Tensor Binarise(Tensor features, int kept)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        (_, Tensor places) = Largest(features, kept);
        Tensor share = (features.sum(1, true) / kept).expand(places.shape).contiguous();
        return torch.zeros_like(features).scatter(1, places, share).MoveToOuterDisposeScope();
    }

    /// <summary>ASH-S: as ASH-P, then times exp(sum of all / sum of the k largest).</summary>
    public static Tensor PruneAndScale(Tensor features, int kept)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor pruned = Prune(features, kept);
        return (pruned * Factor(features, pruned)).MoveToOuterDisposeScope();
    }

    /// <summary>SCALE: all, times exp(sum of all / sum of the k largest).</summary>
    public static Tensor Scale(Tensor features, int kept)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return (features * Factor(features, Prune(features, kept))).MoveToOuterDisposeScope();
    }

    private static (Tensor Values, Tensor Places) Largest(Tensor features, int kept)
    {
        (Tensor values, Tensor places) = features.sort(1, descending: true, stable: true);
        return (values.narrow(1, 0, kept).contiguous(), places.narrow(1, 0, kept).contiguous());
    }

    /// <summary>[N, 1] factors; 1 for features that are all 0, whose sums have no ratio.</summary>
    private static Tensor Factor(Tensor features, Tensor pruned)
    {
        Tensor empty = features.abs().amax([1], keepdim: true).eq(0);
        Tensor ratio = features.sum(1, true) / pruned.sum(1, true);
        ratio = torch.where(empty, torch.zeros_like(ratio), ratio);
        Tensor factor = ratio.exp();
        return torch.isfinite(ratio).all().item<bool>() && torch.isfinite(factor).all().item<bool>()
            ? factor
            : throw new InvalidOperationException(
                "The sum of an input's features over the sum of the largest of them has no finite exponential. Scaling is for features that "
                + "are not negative, such as those after ReLU: read another layer, or take a lower percentile.");
    }
}
