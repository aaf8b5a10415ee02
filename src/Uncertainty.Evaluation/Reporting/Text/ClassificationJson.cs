namespace Uncertainty.Evaluation;

/// <summary>What a classifier's report has in JSON beside its measures.</summary>
internal static class ClassificationJson
{
    private const string NoSplit = "aleatoric and epistemic uncertainty were not told apart";

    public static void Write(ReportJson json, ClassificationReport report)
    {
        ClassificationSummary summary = report.Summary;
        json.Count("classes", summary.Classes);
        json.Count("topClasses", summary.TopClasses);
        if (report.AccuracyInterval is { } interval)
        {
            json.Object("accuracyInterval", () =>
            {
                json.Number("mass", 0.95);
                json.Number("lower", interval.Lower);
                json.Number("upper", interval.Upper);
            });
        }
        else
        {
            json.Null("accuracyInterval", "positions of maps are not independent of each other");
        }

        Bins(json, "reliability", summary.Reliability);
        Bins(json, "adaptiveReliability", summary.AdaptiveReliability);
        Coverages(json, "confidence", summary.RiskCoverage, report.Coverages);
        foreach (ErrorFinding finding in report.ErrorFindings)
        {
            Coverages(json, finding.By, finding.RiskCoverage, report.Coverages);
        }

        json.Objects("perClass", report.Classes, row => Row(json, row));
        json.Counts("confusion", report.Confusion.Rows());
        json.Objects("mostUncertain", report.MostUncertain, one => Prediction(json, one));
        if (report.MostEpistemic is { } epistemic)
        {
            json.Objects("mostEpistemic", epistemic, one => Prediction(json, one));
        }
        else
        {
            json.Null("mostEpistemic", NoSplit);
        }
    }

    private static void Bins(ReportJson json, string name, ReliabilityDiagram diagram) => json.Objects(name, diagram.Bins, bin =>
    {
        json.Number("lower", bin.Lower, "the bin is empty");
        json.Number("upper", bin.Upper, "the bin is empty");
        json.Count("count", bin.Count);
        json.Number("meanConfidence", bin.MeanConfidence, "the bin is empty");
        json.Number("accuracy", bin.Accuracy, "the bin is empty");
    });

    private static void Coverages(ReportJson json, string by, RiskCoverageCurve curve, IReadOnlyList<double> coverages) =>
        json.Objects($"accuracyAtCoverageBy{char.ToUpperInvariant(by[0])}{by[1..]}", coverages, coverage =>
        {
            json.Number("coverage", coverage);
            json.Number("accuracy", curve.SelectiveAccuracy(coverage));
        });

    private static void Row(ReportJson json, ClassRow row)
    {
        const string none = "the class has no input";
        json.Count("class", row.Class);
        json.Text("name", row.Name);
        json.Count("count", row.Count);
        json.Count("predicted", row.Predicted);
        json.Number("accuracy", row.Accuracy, none);
        json.Number("precision", row.Precision, "the class is never predicted");
        json.Number("f1", row.F1, "the class has no input and is never predicted");
        json.Number("meanConfidence", row.MeanConfidence, none);
        json.Number("meanTotal", row.MeanTotal, none);
        json.Number("meanAleatoric", row.MeanAleatoric, row.Count == 0 ? none : NoSplit);
        json.Number("meanEpistemic", row.MeanEpistemic, row.Count == 0 ? none : NoSplit);
    }

    private static void Prediction(ReportJson json, UncertainClass one)
    {
        json.Count("input", one.Input);
        json.Count("position", one.Position);
        json.Count("predicted", one.Predicted);
        json.Count("label", one.Label);
        json.Flag("correct", one.IsCorrect);
        json.Number("confidence", one.Confidence);
        json.Number("labelProbability", one.LabelProbability);
        json.Number("total", one.Total);
        json.Number("aleatoric", one.Aleatoric, NoSplit);
        json.Number("epistemic", one.Epistemic, NoSplit);
    }
}
