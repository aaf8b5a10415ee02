namespace Uncertainty.ActiveLearning;

/// <summary>A constraint during one choice.</summary>
public interface ISelectionCheck
{
    /// <summary>Whether a candidate may be chosen beside those taken so far. Who may not is not allowed later either.</summary>
    /// <param name="position">Where it stands among the candidates.</param>
    bool Allows(int position);

    /// <summary>Takes note of a candidate that was chosen.</summary>
    /// <param name="position">Where it stands among the candidates.</param>
    void Take(int position);
}
