namespace Uncertainty.Evaluation;

/// <summary>What a regression's report has in JSON beside its measures.</summary>
internal static class RegressionJson
{
    private const string NoSplit = "aleatoric and epistemic variance were not told apart";

    public static void Write(ReportJson json, RegressionReport report)
    {
        json.Count("outputs", report.Outputs.Count);
        Part(json, report.All);
        json.Objects("perOutput", report.Outputs, part =>
        {
            json.Count("output", part.Output!.Value);
            json.Text("name", part.Name);
            json.Object("measures", () =>
            {
                foreach (ReportMeasure measure in RegressionReport.MeasuresOf(part))
                {
                    json.Number(measure.Name, measure.Value, measure.Absence);
                }
            });
            Part(json, part);
        });
        json.Objects("mostUncertain", report.MostUncertain, one => Prediction(json, one));
        if (report.MostEpistemic is { } epistemic)
        {
            json.Objects("mostEpistemic", epistemic, one => Prediction(json, one));
        }
        else
        {
            json.Null("mostEpistemic", NoSplit);
        }

        json.Objects("worstCalibrated", report.WorstCalibrated, one => Prediction(json, one));
    }

    private static void Part(ReportJson json, RegressionPart part)
    {
        json.Objects("intervals", part.Intervals, interval =>
        {
            json.Number("mass", interval.Mass);
            json.Number("coverage", interval.Coverage);
            json.Number("shareBelow", interval.ShareBelow);
            json.Number("shareAbove", interval.ShareAbove);
            json.Number("meanWidth", interval.MeanWidth);
            json.Number("intervalScore", interval.IntervalScore);
        });
        Curve(json, "intervalCalibration", part.Summary.IntervalCalibration);
        Curve(json, "quantileCalibration", part.Summary.QuantileCalibration);
        json.Objects("varianceCalibration", part.Summary.VarianceCalibration.ByDeviation, bin =>
        {
            json.Count("count", bin.Count);
            json.Number("meanVariance", bin.MeanVariance, "the bin is empty");
            json.Number("meanSquaredError", bin.MeanSquaredError, "the bin is empty");
        });
    }

    private static void Curve(ReportJson json, string name, RegressionCalibrationCurve curve) => json.Object(name, () =>
    {
        json.Numbers("expected", curve.Expected);
        json.Numbers("observed", curve.Observed);
    });

    private static void Prediction(ReportJson json, UncertainValue one)
    {
        json.Count("input", one.Input);
        json.Count("position", one.Position);
        json.Count("output", one.Output);
        json.Number("mean", one.Mean);
        json.Number("standardDeviation", one.StandardDeviation);
        json.Number("target", one.Target);
        json.Number("standardisedError", one.StandardisedError);
        json.Number("aleatoric", one.Aleatoric, NoSplit);
        json.Number("epistemic", one.Epistemic, NoSplit);
    }
}
