using Uncertainty.Bnn;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <content>How unsure the prediction is, whoever is to blame.</content>
public static partial class Acquisition
{
    /// <summary>Least confidence, 1 − max p̄, in [0, 1 − 1/C]. The same number as <see cref="VariationRatio"/>.</summary>
    /// <param name="draws">[S, N, C] class probabilities; C at least 2.</param>
    /// <remarks>Settles, "Active Learning Literature Survey", 2009, section 3.1.</remarks>
    public static Tensor LeastConfidence(PredictiveSamples draws) =>
        ClassDraws.Score(draws, PredictionMeasures.LeastConfidence, GraphedMeasures.LeastConfidence);

    /// <summary>
    /// How close the two most probable classes are, 1 − (p̄₁ − p̄₂), in [0, 1]: 1 where they are equal. The literature's margin is p̄₁ − p̄₂, of
    /// which the smallest is chosen first.
    /// </summary>
    /// <param name="draws">[S, N, C] class probabilities; C at least 2.</param>
    /// <remarks>Settles, "Active Learning Literature Survey", 2009, section 3.1.</remarks>
    public static Tensor Margin(PredictiveSamples draws) => ClassDraws.Score(draws, PredictionMeasures.Margin, GraphedMeasures.Margin);

    /// <summary>Entropy of the mean, H[p̄], in [0, ln C] nats.</summary>
    /// <param name="draws">[S, N, C] class probabilities; C at least 2.</param>
    /// <remarks>Gal, Islam, Ghahramani, "Deep Bayesian Active Learning with Image Data", ICML 2017.</remarks>
    public static Tensor Entropy(PredictiveSamples draws) => ClassDraws.Score(draws, PredictionMeasures.Entropy, GraphedMeasures.Entropy);

    /// <summary>
    /// Mean entropy of the draws, E H[p_s], in [0, ln C] nats: the data's part of <see cref="Entropy"/>. High where labels are a matter of chance,
    /// so seldom what to choose by.
    /// </summary>
    /// <param name="draws">[S, N, C] class probabilities; C at least 2.</param>
    public static Tensor ExpectedEntropy(PredictiveSamples draws) =>
        ClassDraws.Score(draws, PredictionMeasures.ExpectedEntropy, GraphedMeasures.ExpectedEntropy);

    /// <summary>
    /// Variation ratio of the mean, 1 − max p̄, in [0, 1 − 1/C]: the name that the work on Bayesian networks has for <see cref="LeastConfidence"/>.
    /// </summary>
    /// <param name="draws">[S, N, C] class probabilities; C at least 2.</param>
    /// <remarks>Gal, Islam, Ghahramani, "Deep Bayesian Active Learning with Image Data", ICML 2017.</remarks>
    public static Tensor VariationRatio(PredictiveSamples draws) => LeastConfidence(draws);
}
