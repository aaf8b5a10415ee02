using Uncertainty.Evaluation.Tests.Conformal;

namespace Uncertainty.Evaluation.Tests.Docs;

/// <summary>The code of docs/methods/conformal.md, as it stands there.</summary>
[TestFixture]
internal sealed class ConformalSnippetTests
{
    [Test]
    public void ConformalPage()
    {
        Random random = new(1);
        (double[] calibrationProbabilities, long[] calibrationLabels) = ConformalData.Classification(random, 2000, 10);
        (double[] probabilities, long[] labels) = ConformalData.Classification(random, 2000, 10);
        string path = Path.GetTempFileName();
        try
        {
            ConformalClassifier conformal = ConformalClassifier.Fit(
                calibrationProbabilities, classes: 10, calibrationLabels, new ConformalClassifierOptions { Alpha = 0.05 });   // [n, C], [n]
            PredictionSets sets = conformal.Predict(probabilities);               // [N, C]
            int[] possible = sets.Labels(0);                                      // the labels of the first input
            double coverage = PredictionSetMetrics.Coverage(sets.Flags, sets.Classes, labels);
            double size = PredictionSetMetrics.MeanSize(sets.Flags, sets.Classes);

            ConformalClassifierOptions adaptive = new() { Score = LabelScore.AdaptiveSets, Randomised = true, ClassConditional = true };
            ConformalClassifier byClass = ConformalClassifier.Fit(calibrationProbabilities, 10, calibrationLabels, adaptive);
            bool enough = byClass.IsFinite;                                       // are there inputs enough of every class?

            double p = conformal.PValue(probabilities.AsSpan(0, 10), label: 3);   // as the true labels of a stream become known
            conformal.Save(path);
            ConformalClassifier loaded = ConformalClassifier.Load(path);

            Assert.That(possible, Has.Length.EqualTo(sets.Size(0)));
            Assert.That(coverage, Is.EqualTo(0.95).Within(0.03));
            Assert.That(size, Is.InRange(1, 10));
            Assert.That(enough, Is.True);
            Assert.That(p > 0.05, Is.EqualTo(possible.Contains(3)));
            Assert.That(loaded.Thresholds, Is.EqualTo(conformal.Thresholds));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Test]
    public void ConformalPage_IntervalsAndMaps()
    {
        Random random = new(2);
        (double[] calibrationMeans, double[] calibrationDeviations, double[] calibrationTargets) = ConformalData.Regression(random, 1000);
        (double[] means, double[] deviations, double[] targets) = ConformalData.Regression(random, 1000);
        (double[] Probabilities, bool[] Truth)[] calibrationMaps = [.. Enumerable.Range(0, 50).Select(_ => Map(random))];
        (double[] newMap, bool[] truth) = Map(random);

        ConformalRegressor plain = ConformalRegressor.Fit(calibrationMeans, calibrationTargets);
        PredictionIntervals intervals = plain.Predict(means);                 // all of one width
        ConformalRegressor scaled = ConformalRegressor.FitScaled(calibrationMeans, calibrationDeviations, calibrationTargets);
        PredictionIntervals inProportion = scaled.PredictScaled(means, deviations);
        double width = inProportion.MeanWidth;

        double[] grid = [.. Enumerable.Range(0, 1001).Select(i => i / 1000.0)];
        IEnumerable<double[]> losses = calibrationMaps.Select(map => MapLosses.FalseNegativeRate(map.Probabilities, map.Truth, grid));
        RiskControl control = RiskControl.Fit(losses, grid, new RiskControlOptions { Alpha = 0.1 });
        bool[] selected = control.Select(newMap);                             // pixels with probability of at least 1 - λ

        Assert.That(intervals.Coverage(targets), Is.EqualTo(0.9).Within(0.05));
        Assert.That(width, Is.LessThan(intervals.MeanWidth));
        Assert.That(control.Lambda, Is.InRange(0.5, 1));
        Assert.That(selected.Zip(truth).Count(pixel => pixel.First && pixel.Second), Is.GreaterThan(truth.Count(found => found) / 2));
    }

    private static (double[] Probabilities, bool[] Truth) Map(Random random)
    {
        bool[] truth = [.. Enumerable.Range(0, 64).Select(_ => random.NextDouble() < 0.4)];
        return ([.. truth.Select(found => 1 / (1 + Math.Exp((found ? -1 : 1) - ConformalData.Gaussian(random))))], truth);
    }
}
