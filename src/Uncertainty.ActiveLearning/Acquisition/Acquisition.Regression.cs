using Uncertainty.Bnn;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <content>
/// Of regressions, whose draw s gives a mean μ_s and a noise variance σ²_s for each of D targets. Variances are in the square of the target's unit and
/// summed over the targets: give these the same scale.
/// </content>
public static partial class Acquisition
{
    /// <summary>Total variance, mean σ²_s plus variance of μ_s, summed over the targets; at least 0.</summary>
    /// <param name="draws">[S, N, D, 2] means and noise variances.</param>
    public static Tensor PredictiveVariance(PredictiveSamples draws) =>
        RegressionDraws.ScoreWithNoise(draws, positive: false, RegressionMeasures.PredictiveVariance, GraphedMeasures.PredictiveVariance);

    /// <summary>Variance of the means over the draws, summed over the targets; at least 0: the model's part of the total.</summary>
    /// <param name="draws">[S, N, D, 2] means and noise variances, which are not looked at, or [S, N, D, 1] means alone.</param>
    public static Tensor EpistemicVariance(PredictiveSamples draws) =>
        RegressionDraws.Score(draws, RegressionMeasures.EpistemicVariance, GraphedMeasures.EpistemicVariance);

    /// <summary>
    /// BALD of a regression, in nats, at least 0: ½ ln v − ½ E ln σ²_s, with v the total variance. The entropy of the mixture of the draws is taken as
    /// that of the normal distribution with its moments, which is the most it can be. Summed over the targets, which is the most that they can tell
    /// together.
    /// </summary>
    /// <param name="draws">[S, N, D, 2] means and noise variances; variances greater than 0.</param>
    /// <remarks>Houlsby et al., "Bayesian Active Learning for Classification and Preference Learning", 2011, Eq. (2), with normal entropies.</remarks>
    public static Tensor GaussianBald(PredictiveSamples draws) =>
        RegressionDraws.ScoreWithNoise(draws, positive: true, RegressionMeasures.GaussianBald, GraphedMeasures.GaussianBald);
}
