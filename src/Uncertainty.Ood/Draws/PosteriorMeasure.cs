namespace Uncertainty.Ood;

/// <summary>What of the draws of a posterior is the score; p̄ is the mean over the draws of the class probabilities p_s.</summary>
public enum PosteriorMeasure
{
    /// <summary>Entropy of the mean, H[p̄], in [0, ln C] nats: all uncertainty there is.</summary>
    PredictiveEntropy,

    /// <summary>H[p̄] - E H[p_s], in [0, ln C] nats: what the draws disagree about. BALD.</summary>
    MutualInformation,

    /// <summary>1 - max p̄, in [0, 1 - 1/C]: the maximum softmax probability of the mean.</summary>
    VariationRatio,

    /// <summary>1 - (votes of the most frequent class) / S: one of S + 1 numbers, so that many inputs are equal.</summary>
    VoteVariationRatio,

    /// <summary>Mean over the classes of the standard deviation over the draws, in [0, 1/2].</summary>
    MeanStandardDeviation,

    /// <summary>Mean entropy of the draws, E H[p_s], in [0, ln C] nats: what every draw is unsure about.</summary>
    ExpectedEntropy,
}
