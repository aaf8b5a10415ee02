namespace Uncertainty.Evaluation;

/// <summary>The inputs whose confidence lies between two edges.</summary>
/// <param name="Lower">Lower edge, in [0, 1]; the lowest confidence where bins are of equal counts.</param>
/// <param name="Upper">
/// Upper edge, in [0, 1]; 1 like the lower one in the bin of the confidences of exactly 1; the highest confidence where bins are of equal counts.
/// </param>
/// <param name="Count">Number of inputs in the bin.</param>
/// <param name="MeanConfidence">Mean confidence, in [0, 1]; not a number where the bin is empty.</param>
/// <param name="Accuracy">Share of correct predictions, in [0, 1]; not a number where the bin is empty.</param>
public readonly record struct ReliabilityBin(double Lower, double Upper, long Count, double MeanConfidence, double Accuracy)
{
    /// <summary>
    /// Accuracy minus mean confidence, in [-1, 1]: below 0 the predictions are overconfident. Not a number where the bin is empty.
    /// </summary>
    public double Gap => Accuracy - MeanConfidence;
}
