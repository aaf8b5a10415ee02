using System.Diagnostics;
using Benchmarks;
using Spectre.Console;
using Uncertainty.Bnn;
using Uncertainty.Ood;
using static TorchSharp.torch;

namespace OodScreening;

/// <summary>What a screen costs beside the network alone, over a stream of as many inputs as all rounds have together.</summary>
internal sealed class SpeedPart(Screens screens, Tensor[] batches, Protocol protocol, CancellationToken cancellationToken)
{
    internal void Run(BenchReport report)
    {
        OodScreen[] all = [.. screens.All.Select(entry => new OodScreen(screens.Network, entry.Detector, entry.Threshold))];
        List<double>[] ratios = [.. all.Select(_ => new List<double>())];
        List<double>[] seconds = [.. all.Select(_ => new List<double>())];
        List<double> plain = [];
        List<(long Tensors, double Megabytes)> memory = [];
        Terminal.ShowProgress("screening", protocol.Rounds * (all.Length + 1), advance =>
        {
            for (int round = -1; round < protocol.Rounds; round++)
            {
                double alone = Time(Plain);
                for (int i = 0; i < all.Length; i++)
                {
                    double screened = Time(() => Screened(all[i]));
                    if (round >= 0)
                    {
                        ratios[i].Add(screened / alone);
                        seconds[i].Add(screened);
                        advance(1);
                    }
                }

                if (round >= 0)
                {
                    plain.Add(alone);
                    memory.Add((Tensor.TotalCount, Environment.WorkingSet / 1e6));
                    advance(1);
                }
            }
        });
        Show(report, plain, seconds, ratios, memory);
    }

    private static double Time(Action action)
    {
        Stopwatch watch = Stopwatch.StartNew();
        action();
        return watch.Elapsed.TotalSeconds;
    }

    private void Show(
        BenchReport report, List<double> plain, List<double>[] seconds, List<double>[] ratios, List<(long Tensors, double Megabytes)> memory)
    {
        Table table = new();
        table.AddColumns("screen", "inputs per second", "of the network alone", "quartiles");
        double alone = protocol.RoundInputs / Spread.Of(plain).Median;
        table.AddRow("none, the network alone", $"{alone:N0}", "1", string.Empty);
        report.Add("none", "inputs per second", alone, "1/s");
        for (int i = 0; i < screens.All.Count; i++)
        {
            Spread ratio = Spread.Of(ratios[i]);
            double rate = protocol.RoundInputs / Spread.Of(seconds[i]).Median;
            table.AddRow(screens.All[i].Name, $"{rate:N0}", $"{ratio.Median:F2}", $"{ratio.Low:F2} to {ratio.High:F2}");
            report.Add(screens.All[i].Name, "inputs per second", rate, "1/s");
            report.Add(screens.All[i].Name, "time beside the network alone", ratio.Median, "ratio");
        }

        BenchReport.Show(
            table,
            $"{protocol.Rounds * protocol.RoundInputs:N0} inputs for each screen, in batches of {protocol.BatchSize}; medians of {protocol.Rounds} rounds, one thread.",
            $"Live tensors after the first round and the last: {memory[0].Tensors}, {memory[^1].Tensors}; megabytes of the process: "
            + $"{memory[0].Megabytes:F0}, {memory[^1].Megabytes:F0}, {memory.Max(entry => entry.Megabytes):F0} at most.");
        report.Add("all", "live tensors gained", memory[^1].Tensors - memory[0].Tensors, "tensors");
        report.Add("all", "working set gained", memory[^1].Megabytes - memory[0].Megabytes, "MB");
    }

    private void Screened(OodScreen screen)
    {
        long before = screen.Counts.Total;
        foreach (ScreenedInput input in screen.ScreenBatches(Stream()))
        {
            if (input.Error is not null)
            {
                throw new InvalidOperationException($"Input {input.Index} failed.", input.Error);
            }
        }

        if (screen.Counts.Total - before < protocol.RoundInputs)
        {
            throw new InvalidOperationException("The screen has lost inputs.");
        }
    }

    private void Plain()
    {
        using EvaluationModeScope evaluation = new(screens.Network);
        foreach (Tensor batch in Stream())
        {
            using Tensor outputs = screens.Network.call(batch);
        }
    }

    private IEnumerable<Tensor> Stream()
    {
        for (int seen = 0, next = 0; seen < protocol.RoundInputs; next = (next + 1) % batches.Length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            seen += (int)batches[next].shape[0];
            yield return batches[next];
        }
    }
}
