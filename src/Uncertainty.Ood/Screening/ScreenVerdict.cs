namespace Uncertainty.Ood;

/// <summary>What becomes of a screened input.</summary>
public enum ScreenVerdict
{
    /// <summary>Its score is within the threshold: it may be taken for one like those the model was trained on.</summary>
    Accepted,

    /// <summary>Its score is above the threshold.</summary>
    Flagged,

    /// <summary>It has no score: it is no input of the model, or the model fails on it.</summary>
    Failed,
}
