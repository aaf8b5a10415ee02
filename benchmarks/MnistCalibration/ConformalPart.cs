using Benchmarks;
using Uncertainty.Bnn;
using Uncertainty.Evaluation;

namespace MnistCalibration;

/// <summary>Conformal sets: the threshold from one half of the test images, coverage and sizes on the other.</summary>
internal sealed class ConformalPart(
    IReadOnlyList<Predictions> networks, Protocol protocol, JsonLines<ConformalRow> rows, CancellationToken cancellationToken)
{
    /// <summary>One that asks for less than the networks' accuracy, and one that asks for more.</summary>
    internal static IReadOnlyList<double> Alphas { get; } = [0.05, 0.005];

    internal void Run()
    {
        HashSet<(string, int, string, double)> done = [.. rows.Rows.Select(row => (row.Network, row.Split, row.Method, row.Alpha))];
        Sets[] missing =
        [
            .. from network in Enumerable.Range(0, networks.Count)
               from split in Enumerable.Range(0, protocol.Splits)
               from maker in SetMaker.All
               from alpha in Alphas
               where !done.Contains((networks[network].Name, split, maker.Name, alpha))
               select new Sets(network, split, maker, alpha),
        ];
        Terminal.ShowProgress("conformal sets", missing.Length, advance =>
        {
            foreach (IGrouping<(int Network, int Split), Sets> half in missing.GroupBy(sets => (sets.Network, sets.Split)))
            {
                (Predictions fit, Predictions measure) = Halves.Of(networks[half.Key.Network], half.Key.Network, half.Key.Split);
                foreach ((int network, int split, SetMaker maker, double alpha) in half)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    ConformalClassifierOptions options = maker.Options with { Alpha = alpha, Seed = Seeds.Derive(network, split) };
                    rows.Add(Row(fit, measure, split, maker.Name, options));
                    advance();
                }
            }
        });
    }

    private static ConformalRow Row(Predictions fit, Predictions measure, int split, string method, ConformalClassifierOptions options)
    {
        int classes = fit.Classes;
        ConformalClassifier conformal = ConformalClassifier.Fit(fit.Probabilities, classes, fit.Labels, options);
        PredictionSets sets = conformal.Predict(measure.Probabilities);
        int[] sizes = new int[classes + 1];
        int[] covered = new int[classes + 1];
        foreach (SizeStratum stratum in PredictionSetMetrics.CoverageBySize(sets.Flags, classes, measure.Labels))
        {
            sizes[stratum.Size] = stratum.Count;
            covered[stratum.Size] = (int)Math.Round(stratum.Coverage * stratum.Count);
        }

        return new ConformalRow(
            fit.Name,
            split,
            method,
            options.Alpha,
            PredictionSetMetrics.Coverage(sets.Flags, classes, measure.Labels),
            PredictionSetMetrics.CoverageByClass(sets.Flags, classes, measure.Labels).Min(),
            sizes,
            covered);
    }

    private sealed record Sets(int Network, int Split, SetMaker Maker, double Alpha);
}
