namespace Uncertainty.Evaluation;

/// <summary>Which uncertainty of a prediction is meant.</summary>
public enum UncertaintyKind
{
    /// <summary>All of it, <see cref="UncertaintyResult.Total"/>.</summary>
    Total,

    /// <summary>The data's, <see cref="UncertaintyResult.Aleatoric"/>.</summary>
    Aleatoric,

    /// <summary>The model's, <see cref="UncertaintyResult.Epistemic"/>.</summary>
    Epistemic,
}
