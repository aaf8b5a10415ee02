namespace Uncertainty.Evaluation;

/// <summary>
/// Turns what a classifier gives into probabilities that agree better with how often it is right. Fitted on held-out data, never on the data that
/// the classifier was trained on. Immutable; each implementation says what it is given, logits or probabilities.
/// </summary>
public interface ICalibrator
{
    /// <summary>Number of classes C.</summary>
    int Classes { get; }

    /// <summary>Calibrates predictions.</summary>
    /// <param name="predictions">[N, C], row-major: of the kind that the calibrator was fitted on.</param>
    /// <returns>[N, C] probabilities, each row with sum 1; new.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="predictions"/> are empty, no whole number of rows, or not of the kind that the calibrator was fitted on.
    /// </exception>
    double[] Apply(ReadOnlySpan<double> predictions);

    /// <summary>Writes everything that was fitted, and all options, as a safetensors file. What is read back is the same to the bit.</summary>
    /// <param name="path">Where; a file that is there already is replaced.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    void Save(string path);
}
