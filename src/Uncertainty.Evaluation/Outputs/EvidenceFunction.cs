namespace Uncertainty.Evaluation;

/// <summary>How a raw output becomes evidence, a number of at least 0.</summary>
public enum EvidenceFunction
{
    /// <summary>ln(1 + e^x): has a gradient everywhere.</summary>
    Softplus,

    /// <summary>max(0, x), as in the source. A class without evidence has no gradient by which it could get any.</summary>
    Relu,

    /// <summary>e^x: evidence of any size, and losses as steep.</summary>
    Exponential,
}
