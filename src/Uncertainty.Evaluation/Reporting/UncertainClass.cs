using System.Runtime.InteropServices;

namespace Uncertainty.Evaluation;

/// <summary>One prediction of a class that a report lists.</summary>
/// <param name="Input">Number of the input in the order in which they came, from 0.</param>
/// <param name="Position">Where in the input's map, row-major from 0; 0 where there is one prediction for each input.</param>
/// <param name="Predicted">The predicted class.</param>
/// <param name="Label">The true class.</param>
/// <param name="Confidence">Probability of the predicted class.</param>
/// <param name="LabelProbability">Probability of the true class.</param>
/// <param name="Total">Total uncertainty, in nats.</param>
/// <param name="Aleatoric">Aleatoric uncertainty, in nats; null where the two were not told apart.</param>
/// <param name="Epistemic">Epistemic uncertainty, in nats; null where the two were not told apart.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct UncertainClass(
    long Input,
    long Position,
    int Predicted,
    int Label,
    double Confidence,
    double LabelProbability,
    double Total,
    double? Aleatoric,
    double? Epistemic)
{
    /// <summary>Whether the prediction is right.</summary>
    public bool IsCorrect => Predicted == Label;
}
