namespace Uncertainty.Evaluation;

/// <summary>Which labels are in a prediction set. Each rule holds all labels of the one above it, so all keep the guarantee.</summary>
public enum SetRule
{
    /// <summary>Those whose score is at most the threshold. A set may be empty. Coverage is closest to 1 - α.</summary>
    WithinThreshold,

    /// <summary>These, and where there is none the most probable label.</summary>
    NeverEmpty,

    /// <summary>
    /// Labels in falling order of probability, up to and with the first whose score is above the threshold. Scores are taken without
    /// randomisation, so that nothing about the set is random, whatever the calibration was. Covers more than 1 - α.
    /// </summary>
    WithCrossingLabel,
}
