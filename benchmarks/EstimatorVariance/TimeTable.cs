using System.Globalization;
using Benchmarks;
using Spectre.Console;
using Uncertainty.Bnn;

namespace EstimatorVariance;

/// <summary>What a training step costs.</summary>
internal static class TimeTable
{
    internal static void Show(Digits digits, int rounds, BenchReport report)
    {
        Table table = new();
        table.AddColumns("Training step", "estimator", "ms", "of plain layers'", "of reparameterisation's");
        foreach (Subject subject in Subject.All)
        {
            StepTimes? times = null;
            Terminal.ShowProgress($"{subject.Name}, steps", rounds + 1, advance => times = StepTimes.Measure(subject, digits, rounds, advance));
            table.AddRow(subject.Name, "plain layers", Cell(report, subject.Name, "plain layers, step", times!.Plain, "ms"), "1", "-");
            foreach (WeightEstimator estimator in Enum.GetValues<WeightEstimator>())
            {
                string @case = $"{subject.Name}, {estimator}";
                table.AddRow(
                    subject.Name,
                    $"{estimator}",
                    Cell(report, @case, "step", times.Of(estimator), "ms"),
                    Cell(report, @case, "step / plain layers'", times.RatioToPlain(estimator), "ratio"),
                    Cell(report, @case, "step / reparameterisation's", times.Ratio(estimator, WeightEstimator.Reparameterisation), "ratio"));
            }
        }

        BenchReport.Show(
            table,
            $"Processor time on one thread of forward pass, backward pass and Adam with a batch of {digits.Images.shape[0]}; medians of {rounds} rounds,",
            "ratios of the same rounds.");
    }

    private static string Cell(BenchReport report, string @case, string metric, IEnumerable<double> values, string unit)
    {
        Spread spread = Spread.Of(values);
        report.Add(@case, $"{metric}, median", spread.Median, unit);
        report.Add(@case, $"{metric}, lower quartile", spread.Low, unit);
        report.Add(@case, $"{metric}, upper quartile", spread.High, unit);
        return spread.Median.ToString("F2", CultureInfo.InvariantCulture);
    }
}
