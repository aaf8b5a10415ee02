using Benchmarks;
using UciRegression.Data;
using Uncertainty.Bnn;

namespace UciRegression.DropoutGrid;

/// <summary>Every configuration of every split that is not in the file of results yet.</summary>
internal sealed class DropoutRun(IReadOnlyList<UciSet> sets, DropoutProtocol protocol, JsonLines<DropoutRow> results)
{
    // What a prediction costs beside its examples, in examples: the draws take time even for few.
    private const int OwnCost = 500;

    /// <exception cref="OperationCanceledException">It was cancelled; what is finished is in the file.</exception>
    internal void Run(CancellationToken cancellationToken)
    {
        double total = sets.Sum(set => Splits(set).Sum(split => Cost(set) * (Open(set, split).Count() + (Tested(set, split) ? 0 : 1))));
        if (total == 0)
        {
            return;
        }

        Terminal.ShowProgress("MC dropout", total, advance =>
        {
            foreach (UciSet set in sets)
            {
                foreach (int split in Splits(set))
                {
                    Run(set, split, () => advance(Cost(set)), cancellationToken);
                }
            }
        });
    }

    private void Run(UciSet set, int split, Action advance, CancellationToken cancellationToken)
    {
        DropoutExperiment experiment = new(set, protocol);
        long seed = Seeds.Derive(Seeds.Derive(protocol.Seed, Array.IndexOf(protocol.Sets, set.Name)), split);
        foreach ((int index, double rate, double precision) in Open(set, split).ToArray())
        {
            results.Add(experiment.Validate(split, rate, precision, Seeds.Derive(seed, index + 1), cancellationToken));
            advance();
        }

        if (!Tested(set, split))
        {
            DropoutRow best = results.Rows.Where(row => row.Set == set.Name && row.Split == split).MaxBy(row => row.Scores.LogLikelihood)!;
            results.Add(experiment.Test(split, best.Rate, best.Precision, Seeds.Derive(seed, 0), cancellationToken));
            advance();
        }
    }

    private IEnumerable<int> Splits(UciSet set) => Enumerable.Range(0, Math.Min(protocol.Splits, set.Splits));

    private static double Cost(UciSet set) => OwnCost + set.All.Count;

    private bool Tested(UciSet set, int split) => results.Rows.Any(row => row.IsTest && row.Set == set.Name && row.Split == split);

    /// <summary>The points of the grid that have not been validated.</summary>
    private IEnumerable<(int Index, double Rate, double Precision)> Open(UciSet set, int split) =>
        set.Rates.SelectMany(rate => set.Precisions.Select(precision => (rate, precision)))
            .Select((point, index) => (index, point.rate, point.precision))
            .Where(point => !results.Rows.Any(row => !row.IsTest && row.Set == set.Name && row.Split == split
                && row.Rate == point.rate && row.Precision == point.precision));
}
