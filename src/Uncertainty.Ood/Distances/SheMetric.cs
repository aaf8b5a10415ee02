namespace Uncertainty.Ood;

/// <summary>How <see cref="SheDetector"/> compares features with the pattern of a class.</summary>
public enum SheMetric
{
    /// <summary>Minus the inner product, as in the paper.</summary>
    InnerProduct,

    /// <summary>The Euclidean distance.</summary>
    Euclidean,

    /// <summary>Minus the cosine of the angle, in [-1, 1]; 0 for features that are all 0.</summary>
    Cosine,
}
