using Benchmarks;
using Spectre.Console;
using Uncertainty.Ood;
using static TorchSharp.torch;

namespace OodScreening;

/// <summary>Streams of inliers that turn into outliers: whether the alarm is raised before, and how soon after.</summary>
internal sealed class DriftPart(Screens screens, Tensor inliers, Tensor outliers, Protocol protocol, CancellationToken cancellationToken)
{
    internal void Run(string unseen, BenchReport report)
    {
        Table table = new();
        table.AddColumns("screen", "false alarms", "alarm after, median", "at most", "flagged before", "flagged after");
        Terminal.ShowProgress("drift", screens.All.Count * protocol.Streams, advance =>
        {
            foreach ((string name, IOodDetector detector, OodThreshold threshold) in screens.All)
            {
                Add(name, detector, threshold, table, report, advance);
            }
        });
        BenchReport.Show(
            table,
            $"{protocol.Streams} streams of {protocol.Inliers:N0} inliers, drawn with replacement from those that nothing was calibrated on, then {unseen}.",
            $"The alarm's mean run length is at least {new DriftAlarmOptions().MeanRunLength:N0}; inputs are flagged at a false-alarm rate of 0.05.");
    }

    private void Add(string name, IOodDetector detector, OodThreshold threshold, Table table, BenchReport report, Action<double> advance)
    {
        double[] within = Scores(detector, inliers);
        double[] beyond = Scores(detector, outliers);
        List<double> delays = [];
        int falseAlarms = 0;
        for (int stream = 0; stream < protocol.Streams; stream++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using Generator generator = new((ulong)stream);
            DriftAlarm alarm = new(threshold.Count);
            foreach (long index in Order(within.Length, protocol.Inliers, generator))
            {
                alarm.Observe(threshold.PValue(within[index]));
            }

            if (alarm.RaisedAt is not null)
            {
                falseAlarms++;
                alarm.Reset();
            }

            long before = alarm.Inputs;
            foreach (long index in Order(beyond.Length, protocol.Inliers, generator))
            {
                if (alarm.Observe(threshold.PValue(beyond[index])))
                {
                    break;
                }
            }

            delays.Add((alarm.RaisedAt ?? double.PositiveInfinity) - before);
            advance(1);
        }

        double flagged = within.Count(threshold.Flags) / (double)within.Length;
        double found = beyond.Count(threshold.Flags) / (double)beyond.Length;
        table.AddRow(name, $"{falseAlarms} of {protocol.Streams}", $"{Spread.Of(delays).Median:N0}", $"{delays.Max():N0}", $"{flagged:P2}", $"{found:P2}");
        report.Add(name, "false alarms", falseAlarms, "streams");
        report.Add(name, "inputs until the alarm, at most", delays.Max(), "inputs");
        report.Add(name, "flagged inliers", flagged, "share");
        report.Add(name, "flagged outliers", found, "share");
    }

    private static long[] Order(int count, int length, Generator generator)
    {
        using Tensor drawn = randint(0, count, [length], dtype: ScalarType.Int64, generator: generator);
        return drawn.data<long>().ToArray();
    }

    private static double[] Scores(IOodDetector detector, Tensor images)
    {
        List<double> all = [];
        foreach (Tensor part in images.split(1_000))
        {
            using Tensor owned = part;
            using Tensor scores = detector.Score(owned);
            all.AddRange(scores.data<double>().ToArray());
        }

        return [.. all];
    }
}
