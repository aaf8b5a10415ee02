using Benchmarks;
using Spectre.Console;

namespace MnistCalibration;

/// <summary>Which measures found the noise.</summary>
internal static class NoiseTable
{
    internal static void Show(IReadOnlyList<NoiseRow> rows, BenchReport report)
    {
        foreach (string network in NoiseMeasures.Networks)
        {
            Table table = new();
            table.AddColumns($"network {network}", "AUROC", "noisy class", "other classes", "highest of these");
            foreach (string method in NoiseMeasures.All)
            {
                NoiseRow[] some = [.. rows.Where(row => row.Network == network && row.Method == method)];
                table.AddRow(
                    method,
                    Line(some, row => row.Auroc, "F4"),
                    Line(some, row => row.Means[row.Class], "G3"),
                    Line(some, row => Others(row).Average(), "G3"),
                    Line(some, row => Others(row).Max(), "G3"));
                string unit = method.Contains("entropy", StringComparison.Ordinal) ? "nats" : "ln of squared logit";
                foreach (NoiseRow row in some)
                {
                    string name = $"{network}, class {row.Class}, {method}";
                    report.Add(name, "AUROC", row.Auroc, "share");
                    for (int c = 0; c < row.Means.Length; c++)
                    {
                        report.Add(name, $"mean over class {c}", row.Means[c], unit);
                    }

                    if (row.Seconds > 0)
                    {
                        report.Add(name, "training of the head", row.Seconds, "processor s");
                    }
                }
            }

            BenchReport.Show(
                table,
                $"Noisy classes: {string.Join(", ", rows.Select(row => row.Class).Distinct())}, a value for each. "
                + "Means of the measure over clean test images; "
                + $"the entropy of the noisy labels is {Number.Text(LabelNoise.Truth(FrozenOutputs.Classes), "F3")} nats.");
        }
    }

    private static string Line(IEnumerable<NoiseRow> rows, Func<NoiseRow, double> value, string format) =>
        string.Join(", ", rows.Select(row => Number.Text(value(row), format)));

    private static IEnumerable<double> Others(NoiseRow row) => row.Means.Where((_, c) => c != row.Class);
}
