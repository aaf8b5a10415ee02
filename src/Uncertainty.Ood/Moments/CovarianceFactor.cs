using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>The Cholesky factor of a covariance, or an error that says why there is none and what to do.</summary>
internal static class CovarianceFactor
{
    /// <summary>
    /// A feature of which the features before it leave a smaller part of the variance unexplained is taken for explained.
    /// </summary>
    private const double LeastOwnPart = 1e-12;

    /// <summary>A deviation that is a smaller part of the mean is taken for rounding.</summary>
    private const double LeastDeviation = 1e-12;

    /// <summary>[F, F] lower triangular L with L Lᵀ = Σ + r t I, t the mean of Σ's diagonal. In the current dispose scope.</summary>
    /// <param name="covariance">[F, F] covariance Σ.</param>
    /// <param name="means">[G, F] means, to tell a small variance from rounding.</param>
    /// <param name="ridge">Ridge r.</param>
    /// <param name="freedom">How many independent differences the covariance is made of.</param>
    /// <param name="name">What the covariance is of, for errors.</param>
    /// <exception cref="ArgumentException">The covariance is singular.</exception>
    public static Tensor Of(Tensor covariance, Tensor means, double ridge, long freedom, string name)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor variances = covariance.diagonal(0, 0, 1);
        if (ridge == 0)
        {
            RequireVariance(variances, means, name);
            RequireFreedom(freedom, covariance.shape[0], name);
        }
        else
        {
            Tensor mean = variances.mean();
            Tensor unit = torch.eye(covariance.shape[0], dtype: torch.ScalarType.Float64, device: covariance.device);
            covariance = covariance + (unit * (mean * ridge));
            variances = covariance.diagonal(0, 0, 1);
            if (!(mean.item<double>() > 0))
            {
                throw FitErrors.Batches($"must vary: every feature of {name} is constant within every class, which no ridge mends.");
            }
        }

        // Correlations: whether a feature depends on others must not hang on its unit.
        Tensor deviations = variances.sqrt();
        (Tensor factor, Tensor failed) = torch.linalg.cholesky_ex(covariance / deviations.unsqueeze(0) / deviations.unsqueeze(1));
        RequireRank(factor, failed.item<int>() - 1, name);
        return (factor * deviations.unsqueeze(1)).MoveToOuterDisposeScope();
    }

    private static void RequireVariance(Tensor variances, Tensor means, string name)
    {
        Tensor rounding = means.abs().amax([0]) * LeastDeviation;
        bool[] constant = variances.le(rounding.square()).cpu().data<bool>().ToArray();
        int[] features = [.. Enumerable.Range(0, constant.Length).Where(feature => constant[feature])];
        if (features.Length > 0)
        {
            throw FitErrors.Batches(
                $"must vary in every feature: {features.Length} of {constant.Length} features of {name} are constant within every class, which "
                + $"makes the covariance singular: {FitErrors.List(features)}. Units that are never active do this: set Ridge in the options, "
                + "such as 1e-6, or read another layer.");
        }
    }

    private static void RequireFreedom(long freedom, long width, string name)
    {
        if (freedom < width)
        {
            throw FitErrors.Batches(
                $"must hold more inputs: {width} features of {name} have a singular covariance, as inputs less classes are only {freedom} and "
                + $"must be at least {width}. Give at least {width - freedom} more inputs, or set Ridge in the options, such as 1e-3.");
        }
    }

    private static void RequireRank(Tensor factor, int failed, string name)
    {
        double[] own = [.. factor.diagonal(0, 0, 1).square().cpu().data<double>().ToArray()];
        int place = failed >= 0 ? failed : Array.FindIndex(own, part => !(part >= LeastOwnPart));
        if (place >= 0)
        {
            throw FitErrors.Batches(
                $"must not have features that follow from one another: in {name} the covariance is singular, as feature {place} is, to "
                + "rounding, a linear combination of those before it. Set Ridge in the options, such as 1e-6, give more varied inputs, or read "
                + "another layer.");
        }
    }
}
