using Benchmarks;
using UciRegression.Data;
using Uncertainty.Bnn;

namespace UciRegression.BatchNormGrid;

/// <summary>Every point of the search and every test of every split that is not in the files of results yet.</summary>
internal sealed class BatchNormRun(
    IReadOnlyList<UciSet> sets, BatchNormProtocol protocol, JsonLines<SearchRow> searches, JsonLines<TestRow> tests)
{
    /// <exception cref="OperationCanceledException">It was cancelled; what is finished is in the files.</exception>
    internal void Run(CancellationToken cancellationToken)
    {
        double total = sets.Sum(
            set => Splits().Sum(split => (double)set.All.Count * (OpenPoints(set, split).Length + OpenRuns(set, split).Length)));
        if (total == 0)
        {
            return;
        }

        Terminal.ShowProgress("MC BatchNorm", total, advance =>
        {
            foreach (UciSet set in sets)
            {
                foreach (int split in Splits())
                {
                    Run(set, split, () => advance(set.All.Count), cancellationToken);
                }
            }
        });
    }

    private void Run(UciSet set, int split, Action advance, CancellationToken cancellationToken)
    {
        long seed = Seeds.Derive(Seeds.Derive(protocol.Seed, Array.FindIndex(protocol.Sets, entry => entry.Key == set.Name)), split);
        BatchNormExperiment experiment = new(set, protocol, split, Seeds.Derive(seed, 0));
        foreach ((int index, int batchSize, double weightDecay) in OpenPoints(set, split))
        {
            searches.Add(experiment.Search(batchSize, weightDecay, Seeds.Derive(seed, protocol.Runs + 1 + index), cancellationToken));
            advance();
        }

        SearchRow found = searches.Rows.Where(row => row.Set == set.Name && row.Split == split).MinBy(row => row.Rmse)!;
        foreach (int run in OpenRuns(set, split))
        {
            tests.Add(experiment.Test(found, run, Seeds.Derive(seed, 1 + run), cancellationToken));
            advance();
        }
    }

    private IEnumerable<int> Splits() => Enumerable.Range(0, protocol.Splits);

    /// <summary>The points of the grid that have not been looked at.</summary>
    private (int Index, int BatchSize, double WeightDecay)[] OpenPoints(UciSet set, int split) =>
        [.. protocol.BatchSizes.Where(size => 2 * size <= BatchNormExperiment.SearchExamples(set.All.Count))
            .SelectMany(size => protocol.WeightDecays.Select(decay => (size, decay)))
            .Select((point, index) => (index, point.size, point.decay))
            .Where(point => !searches.Rows.Any(row => row.Set == set.Name && row.Split == split
                && row.BatchSize == point.size && row.WeightDecay == point.decay))];

    private int[] OpenRuns(UciSet set, int split) =>
        [.. Enumerable.Range(0, protocol.Runs)
            .Where(run => !tests.Rows.Any(row => row.Set == set.Name && row.Split == split && row.Run == run))];
}
