namespace Uncertainty.Evaluation;

/// <summary>
/// What the files of <see cref="UncertaintyEvaluationOptions.EpistemicModelPath"/> and
/// <see cref="UncertaintyEvaluationOptions.AleatoricModelPath"/> are for. It is said, never guessed from what lies on the disk.
/// </summary>
public enum ModelFiles
{
    /// <summary>No files: what is fitted stays in memory.</summary>
    FitOnly,

    /// <summary>Fit, then save: files that are there already are replaced.</summary>
    FitAndSave,

    /// <summary>Load instead of fitting; a file that is not there is an error.</summary>
    Load,

    /// <summary>Load a file that is there; fit and save one that is not.</summary>
    LoadOrFitAndSave,
}
