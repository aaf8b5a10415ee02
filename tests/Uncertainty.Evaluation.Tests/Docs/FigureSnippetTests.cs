using ScottPlot;
using ScottPlot.Plottables;
using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Evaluation.Tests.Reporting;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Docs;

/// <summary>The code of docs/methods/figures.md.</summary>
[TestFixture]
internal sealed class FigureSnippetTests
{
    [Test]
    public void Calibration()
    {
        string folder = Directory.CreateTempSubdirectory("figures-").FullName;
        (double[] probabilities, long[] labels) = MetricData.Classification(1, 200, 10);
        // Of every three inputs two are right: labels at random have no best temperature.
        labels = [.. labels.Select((label, i) => i % 3 == 0 ? label : probabilities[(10 * i)..((10 * i) + 10)].Index().MaxBy(one => one.Item).Index)];
        double[] logits = [.. probabilities.Select(probability => Math.Log(probability))];
        (double[] validationLogits, long[] validationLabels) = (logits, labels);
        (double[] means, double[] variances, double[] targets, _) = RegressionReportTests.Data(200);
        double[] deviations = [.. variances.Select(Math.Sqrt)];
        double[] scaled = [.. deviations.Select(deviation => 1.5 * deviation)];

        ReliabilityDiagram diagram = ReliabilityDiagram.FromProbabilities(probabilities, classes: 10, labels);
        using Plot figure = CalibrationFigures.Reliability(diagram);
        figure.Title("LeNet-5 on MNIST");
        figure.SaveFigure(Path.Combine(folder, "reliability.png"));                            // 600 × 400, twice as sharp
        figure.SaveFigure(Path.Combine(folder, "reliability.svg"), width: 500, height: 380);

        TemperatureScaling scaling = TemperatureScaling.Fit(validationLogits, 10, validationLabels);
        using Plot both = CalibrationFigures.Reliability(
            ("before", ReliabilityDiagram.FromProbabilities(probabilities, 10, labels)),
            ("after", ReliabilityDiagram.FromProbabilities(scaling.Apply(logits), 10, labels)));

        using Plot curves = CalibrationFigures.Regression(
            ("network", RegressionCalibrationCurve.FromGaussian(means, deviations, targets)),
            ("variances scaled", RegressionCalibrationCurve.FromGaussian(means, scaled, targets)));

        Assert.That(Directory.GetFiles(folder), Has.Length.EqualTo(2));
        Assert.That(both.GetPlottables<Scatter>().Count(), Is.EqualTo(3));
        Assert.That(curves.GetPlottables<Scatter>().Count(), Is.EqualTo(3));
        Directory.Delete(folder, recursive: true);
    }

    [Test]
    public void Classification()
    {
        using DisposeScope scope = NewDisposeScope();
        using ClassificationEvaluation evaluation = UncertaintyEvaluation.ForClassification(new NumberedPosterior(Networks.Inputs(3, 4, 20, 3)), 3);
        Tensor inputs = arange(20).to_type(ScalarType.Float32).unsqueeze(1);
        Tensor truths = (arange(20) % 3).to_type(ScalarType.Int64);

        using ClassificationUncertainty result = evaluation.Evaluate(inputs);
        using Plot confidence = UncertaintyFigures.Confidence(result, truths);
        using Plot entropy = UncertaintyFigures.Entropy(result, truths);                       // over [0, ln C] nats
        using Plot parts = UncertaintyFigures.Decomposition(result, truths);

        double[] total = Values.Of(result.Total);
        double[] epistemic = Values.Of(result.Epistemic);
        bool[] correct = [.. Values.Of(result.PredictedClass).Zip(Values.Of(truths), (said, truth) => said == truth)];
        bool[] isWrong = [.. correct.Select(right => !right)];
        double[] sureByTotal = [.. total.Select(value => -value)];
        double[] sureByEpistemic = [.. epistemic.Select(value => -value)];
        (double[] variances, double[] absoluteErrors) = ([1, 2, 3], [0, 2, 1]);
        (double[] digits, double[] clothes) = ([0, .1, .1], [.1, .3]);

        using Plot risks = SelectiveFigures.RiskCoverage(
            ("total", RiskCoverageCurve.FromConfidences(sureByTotal, correct)),
            ("epistemic", RiskCoverageCurve.FromConfidences(sureByEpistemic, correct)));
        using Plot errors = SelectiveFigures.Sparsification(("total variance", SparsificationCurve.FromUncertainties(variances, absoluteErrors)));
        errors.YLabel("mean absolute error, m");

        using Plot roc = RankingFigures.Roc(new("total", total, isWrong), new("epistemic", epistemic, isWrong));
        using Plot precision = RankingFigures.PrecisionRecall(new("total", total, isWrong), new("epistemic", epistemic, isWrong));
        using Plot groups = HistogramFigures.Draw("Mutual information", "nats", [new("digits", digits), new("clothes", clothes)], threshold: 0.2);

        foreach (Plot plot in new[] { confidence, entropy, parts, risks, errors, roc, precision, groups })
        {
            DrawnFigure.AssertReadable(plot);
        }
    }

    [Test]
    public void Regression()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor grid = linspace(-3, 3, 50, dtype: ScalarType.Float64);
        using PredictiveSamples draws = new(stack([grid, grid + (grid * grid / 5)]).unsqueeze(2));
        using PredictiveSamples noise = new(full([2, 50, 1], .1, ScalarType.Float64));
        using RegressionUncertainty regression = RegressionUncertainty.FromMoments(draws, noise);
        Tensor trainingInputs = linspace(-1, 1, 9, dtype: ScalarType.Float64);
        Tensor trainingTargets = trainingInputs + .1;
        (double[] means, double[] variances, double[] targets, _) = RegressionReportTests.Data(200);
        double[] deviations = [.. variances.Select(Math.Sqrt)];

        using Plot bands = RegressionFigures.Bands(grid, regression, observations: (trainingInputs, trainingTargets));
        bands.XLabel("temperature, °C");
        using Plot fit = RegressionFigures.PredictedAgainstObserved(means, deviations, targets);

        DrawnFigure.AssertReadable(bands);
        DrawnFigure.AssertReadable(fit);
    }
}
