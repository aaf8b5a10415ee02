using Uncertainty.Evaluation;

namespace MnistCalibration;

/// <summary>How good probabilities are.</summary>
/// <param name="Accuracy">Share of right classes.</param>
/// <param name="NegativeLogLikelihood">In nats; null where it is infinite.</param>
/// <param name="Brier">Mean sum of squared differences.</param>
/// <param name="CalibrationError">Expected calibration error, 15 bins of equal width.</param>
/// <param name="Overconfidence">Mean probability of the predicted class, less the accuracy.</param>
/// <param name="Impossible">How many inputs are of a class that has the probability 0.</param>
internal sealed record CalibrationScores(
    double Accuracy, double? NegativeLogLikelihood, double Brier, double CalibrationError, double Overconfidence, int Impossible)
{
    internal static CalibrationScores Of(double[] probabilities, int classes, long[] labels)
    {
        double loss = ClassificationMetrics.NegativeLogLikelihood(probabilities, classes, labels);
        double accuracy = ClassificationMetrics.Accuracy(probabilities, classes, labels);
        return new CalibrationScores(
            accuracy,
            double.IsFinite(loss) ? loss : null,
            ClassificationMetrics.BrierScore(probabilities, classes, labels),
            ReliabilityDiagram.FromProbabilities(probabilities, classes, labels).ExpectedCalibrationError,
            probabilities.Chunk(classes).Average(row => row.Max()) - accuracy,
            labels.Where((label, i) => probabilities[(i * classes) + (int)label] == 0).Count());
    }
}
