namespace Uncertainty.ActiveLearning;

/// <summary>What the band around a learning curve shows of its repeats.</summary>
public enum LearningBand
{
    /// <summary>The standard deviation, which divides by one less than there are repeats, to either side of the mean.</summary>
    StandardDeviation,

    /// <summary>From the least to the greatest value of the repeats.</summary>
    Range,
}
