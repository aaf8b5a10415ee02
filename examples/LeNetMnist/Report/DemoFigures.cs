using LeNetMnist.Data;
using LeNetMnist.Model;
using ScottPlot;
using Uncertainty.Evaluation;

namespace LeNetMnist.Report;

/// <summary>The test set's figures.</summary>
internal static class DemoFigures
{
    /// <summary>Saves all into a folder and gives the files' names.</summary>
    public static string[] Save(string folder, DataSource source, Predictions test)
    {
        int classes = source.Test.Classes;
        double[] probabilities = test.Probabilities;
        long[] labels = [.. source.Test.Labels.Select(label => (long)label)];
        bool[] correct = [.. labels.Select((label, i) =>
            System.Numerics.Tensors.TensorPrimitives.IndexOfMax<double>(probabilities.AsSpan(i * classes, classes)) == label)];
        return
        [
            Save("reliability.png", CalibrationFigures.Reliability(ReliabilityDiagram.FromProbabilities(probabilities, classes, labels))),
            Save("confidence.png", UncertaintyFigures.Confidence(probabilities, classes, labels)),
            Save("entropy.png", UncertaintyFigures.Entropy(probabilities, classes, labels)),
            Save("risk-coverage.png", SelectiveFigures.RiskCoverage(("total", Curve(test.Total)), ("epistemic", Curve(test.Epistemic)))),
        ];

        RiskCoverageCurve Curve(double[] uncertainty) => RiskCoverageCurve.FromConfidences([.. uncertainty.Select(value => -value)], correct);

        string Save(string name, Plot plot)
        {
            using (plot)
            {
                plot.SaveFigure(Path.Combine(folder, name));
            }

            return name;
        }
    }
}
