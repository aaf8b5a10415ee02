namespace Uncertainty.Ood;

/// <summary>What <see cref="AshDetector"/> makes of the features that it keeps.</summary>
public enum AshVariant
{
    /// <summary>ASH-P: they stay as they are.</summary>
    Prune,

    /// <summary>ASH-B: each becomes the sum of all features over the number of those kept.</summary>
    Binarise,

    /// <summary>ASH-S: they are multiplied by exp(sum of all features / sum of those kept).</summary>
    Scale,
}
