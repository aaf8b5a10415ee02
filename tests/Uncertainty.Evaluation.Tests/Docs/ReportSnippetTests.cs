using TorchSharp;
using Uncertainty.Evaluation.Tests.Reporting;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Docs;

/// <summary>The code of docs/methods/report.md.</summary>
[TestFixture]
internal sealed class ReportSnippetTests
{
    [Test]
    public void ReportPage()
    {
        using DisposeScope scope = NewDisposeScope();
        string folder = Directory.CreateTempSubdirectory().FullName;
        using ClassificationEvaluation evaluation = UncertaintyEvaluation.ForClassification(
            new NumberedPosterior(Networks.Inputs(3, 4, 20, 3)), 3);
        Tensor inputs = arange(20).to_type(ScalarType.Float32).unsqueeze(1);
        (double[] probabilities, long[] labels) = MetricData.Classification(1, 20, 3);
        (Tensor, Tensor)[] batches = [(inputs, tensor(labels))];

        ClassificationReport report = ClassificationReport.Evaluate(
            evaluation,
            batches,                                                  // (inputs [N, …], labels [N]), one after the other
            new ClassificationReportOptions { Model = "LeNet-5, MC dropout", Data = "MNIST test", Date = new DateOnly(2026, 1, 31) });
        double auroc = report.Measure("errorAurocByEpistemic").Value ?? double.NaN;
        report.WriteJson(Path.Combine(folder, "lenet.json"));
        report.WriteMarkdown(Path.Combine(folder, "lenet.md"));
        foreach (UncertainClass one in report.MostUncertain)
        {
            Console.WriteLine($"input {one.Input}: {one.Predicted} for {one.Label}, {one.Total:F2} nats");
        }

        ClassificationReport other = ClassificationReport.FromPredictions(
            probabilities, classes: 3, labels, new ClassificationReportOptions { Model = "logistic regression", Data = "MNIST test" });
        string sideBySide = EvaluationReport.Compare(report, other);

        Assert.That(auroc, Is.InRange(0, 1));
        Assert.That(Directory.GetFiles(folder), Has.Length.EqualTo(2));
        Assert.That(sideBySide, Does.Contain("logistic regression"));
        Directory.Delete(folder, recursive: true);
    }

    [Test]
    public void RegressionInParts()
    {
        (double[] means, double[] variances, double[] targets, double[] epistemic) = RegressionReportTests.Data(60);

        RegressionReportAccumulator parts = new(outputs: 2, new RegressionReportOptions { OutputNames = ["width", "height"] });
        parts.Update(means, variances, targets, epistemic);           // [N, 2] each, once a batch; without epistemic: total alone
        RegressionReport sizes = parts.Compute();
        double within = sizes.Outputs[1].Intervals[^1].Coverage;      // of the heights, in their interval of 95 %

        Assert.That(sizes.Inputs, Is.EqualTo(30));
        Assert.That(within, Is.InRange(0.5, 1));
    }
}
