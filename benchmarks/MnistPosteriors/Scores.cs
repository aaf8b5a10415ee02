using Uncertainty.Evaluation;

namespace MnistPosteriors;

/// <summary>How good predictions are on the test images, and how well their entropy tells the unseen kind.</summary>
/// <param name="Accuracy">Share of right classes.</param>
/// <param name="NegativeLogLikelihood">Mean of -ln p of the right class, in nats.</param>
/// <param name="CalibrationError">Expected calibration error, 15 bins of equal width.</param>
/// <param name="Overconfidence">Mean probability of the predicted class, less the accuracy: above 0 too sure, below not sure enough.</param>
/// <param name="Brier">Mean sum of squared differences.</param>
/// <param name="Auroc">Of the entropy of the mean prediction, the unseen images being the positives.</param>
internal readonly record struct Scores(
    double Accuracy, double NegativeLogLikelihood, double CalibrationError, double Overconfidence, double Brier, double Auroc)
{
    /// <param name="test">[N, C] probabilities of the test images, row-major.</param>
    /// <param name="labels">[N] their classes.</param>
    /// <param name="unseen">[M, C] probabilities of the unseen images, row-major.</param>
    /// <param name="classes">C.</param>
    internal static Scores Of(double[] test, long[] labels, double[] unseen, int classes)
    {
        double[] entropies = [.. Entropies(test, classes), .. Entropies(unseen, classes)];
        bool[] isUnseen = [.. entropies.Select((_, i) => i >= labels.Length)];
        double accuracy = ClassificationMetrics.Accuracy(test, classes, labels);
        return new Scores(
            accuracy,
            ClassificationMetrics.NegativeLogLikelihood(test, classes, labels),
            ReliabilityDiagram.FromProbabilities(test, classes, labels).ExpectedCalibrationError,
            test.Chunk(classes).Average(row => row.Max()) - accuracy,
            ClassificationMetrics.BrierScore(test, classes, labels),
            RankingMetrics.Auroc(entropies, isUnseen));
    }

    private static IEnumerable<double> Entropies(double[] probabilities, int classes) =>
        probabilities.Chunk(classes).Select(row => -row.Sum(value => value > 0 ? value * Math.Log(value) : 0));
}
