using LeNetMnist.Model;
using OodMnist.Model;
using ScottPlot;
using Uncertainty.Evaluation;
using Uncertainty.Ood;
using static TorchSharp.torch;

namespace OodMnist.Report;

/// <summary>Pictures of what some detectors say of inliers and outliers: histograms of their scores with a threshold, and their ROC curves.</summary>
/// <param name="validation">Inliers that thresholds are made of.</param>
/// <param name="inliers">Others, with their name.</param>
/// <param name="outliers">Images of the other kind, with its name.</param>
internal sealed class ScorePictures(ImageTensors validation, (string Name, ImageTensors Images) inliers, (string Name, ImageTensors Images) outliers)
{
    private const double FalseAlarmRate = 0.05;

    // Distances of a few outliers are many times those of most; standardised ones may be negative, squared errors are not.
    private static readonly (string Name, string File, ScoreFigureOptions Options)[] Detectors =
    [
        (DetectorSet.Baseline, "msp", new ScoreFigureOptions()),
        ("energy", "energy", new ScoreFigureOptions()),
        ("Mahalanobis, four layers", "mahalanobis_four_layers", new ScoreFigureOptions { CentralShare = 0.98 }),
        ("squared error", "squared_error", new ScoreFigureOptions { Logarithmic = true }),
    ];

    /// <summary>Number of detectors that are shown.</summary>
    public static int Count => Detectors.Length;

    /// <summary>Writes <c>…_scores_msp.png</c> and so on for each, and <c>…_roc.png</c> for all.</summary>
    /// <param name="start">How the names of the files begin, with their folder.</param>
    /// <param name="detectors">All detectors.</param>
    /// <param name="report">Told after each of those shown.</param>
    public void Save(string start, DetectorSet detectors, Action report)
    {
        List<(string Detector, IReadOnlyList<double> Inliers, IReadOnlyList<double> Outliers)> all = [];
        foreach ((string name, string file, ScoreFigureOptions options) in Detectors)
        {
            IOodDetector detector = detectors.Detectors.Single(entry => entry.Name == name).Detector;
            (double[] inside, double[] outside) = (Scores(detector, inliers.Images), Scores(detector, outliers.Images));

            // Infinite where fewer than nineteen images are held out.
            double threshold = OodThreshold.AtFalseAlarmRate(Scores(detector, validation), FalseAlarmRate).Value;
            using Plot plot = ScoreFigures.Densities(
                name,
                new HistogramGroup(inliers.Name, inside),
                [new HistogramGroup(outliers.Name, outside)],
                double.IsFinite(threshold) ? threshold : null,
                options);
            plot.SaveFigure($"{start}_scores_{file}.png");
            all.Add((name, inside, outside));
            report();
        }

        using Plot curves = ScoreFigures.Comparison($"{inliers.Name} → {outliers.Name}", all);
        curves.SaveFigure($"{start}_roc.png");
    }

    private static double[] Scores(IOodDetector detector, ImageTensors data)
    {
        List<double> scores = [];
        foreach (Tensor batch in DetectorSet.Images(data))
        {
            using TorchSharp.DisposeScope scope = NewDisposeScope();
            scores.AddRange(detector.Score(batch).to_type(ScalarType.Float64).cpu().data<double>().ToArray());
        }

        return [.. scores];
    }
}
