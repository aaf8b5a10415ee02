namespace Uncertainty.ActiveLearning;

/// <summary>How <see cref="StochasticSelector"/> turns scores into chances, with the coldness β.</summary>
public enum StochasticRule
{
    /// <summary>∝ s^β. Scores must not be negative; a candidate with score 0 comes after all others.</summary>
    Power,

    /// <summary>∝ e^(βs).</summary>
    Softmax,

    /// <summary>∝ r^(−β), where the rank r of the highest score is 1 and equal scores share the mean of their ranks.</summary>
    SoftRank,
}
