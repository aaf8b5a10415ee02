using System.Globalization;
using Benchmarks;
using Spectre.Console;
using TorchSharp.Modules;
using Uncertainty.Bnn;

namespace EstimatorVariance;

/// <summary>The gradients' variances, as shares of those of plain reparameterisation.</summary>
internal static class VarianceTable
{
    private const WeightEstimator Base = WeightEstimator.Reparameterisation;

    internal static void Show(IReadOnlyList<Stage> stages, Digits digits, int pairs, BenchReport report)
    {
        Table table = new();
        table.AddColumns("Gradient variance", "weights", "local, by μ", "by ρ", "Flipout, by μ", "by ρ");
        foreach (Subject subject in Subject.All)
        {
            foreach (Stage stage in stages)
            {
                Dictionary<WeightEstimator, GradientVariance> variances = Variances(subject, stage, digits, pairs);
                List<string> cells = [subject.Name, stage.Name];
                foreach (WeightEstimator estimator in variances.Keys.Where(estimator => estimator != Base))
                {
                    string @case = $"{subject.Name}, {stage.Name}, {estimator}";
                    cells.Add(Cell(report, @case, "by μ", variances[estimator].Means.Over(variances[Base].Means)));
                    cells.Add(Cell(report, @case, "by ρ", variances[estimator].Rhos.Over(variances[Base].Rhos)));
                }

                table.AddRow([.. cells.Select(Markup.Escape)]);
            }
        }

        BenchReport.Show(
            table,
            $"Trace of the covariance of the ELBO's gradient on one batch of {digits.Images.shape[0]}, over the noise of the weights, as a share of",
            $"plain reparameterisation's, with its standard error; from {pairs} pairs of gradients.");
    }

    private static Dictionary<WeightEstimator, GradientVariance> Variances(Subject subject, Stage stage, Digits digits, int pairs)
    {
        using TrainedWeights weights = new(subject, stage, digits);
        WeightEstimator[] estimators = Enum.GetValues<WeightEstimator>();
        Dictionary<WeightEstimator, GradientVariance> variances = [];
        Terminal.ShowProgress($"{subject.Name}, {stage.Name}", estimators.Length * pairs, advance =>
        {
            foreach (WeightEstimator estimator in estimators)
            {
                using Sequential network = subject.Bayesian(estimator, stage.Deviation);
                weights.CopyTo(network);
                variances[estimator] = GradientVariance.Of(network, digits, pairs, advance);
            }
        });
        return variances;
    }

    private static string Cell(BenchReport report, string @case, string by, Estimate ratio)
    {
        report.Add(@case, $"gradient variance {by}", ratio.Value, "share of reparameterisation's");
        report.Add(@case, $"gradient variance {by}, standard error", ratio.Error, "share of reparameterisation's");
        return string.Create(CultureInfo.InvariantCulture, $"{ratio.Value:F3} ± {ratio.Error:F3}");
    }
}
