using System.Globalization;
using Benchmarks;
using Examples;
using LeNetMnist.Data;
using LeNetMnist.Model;
using OodMnist;
using OodMnist.Model;
using Spectre.Console;
using static TorchSharp.torch;

namespace OodSpeed;

/// <summary>What a score costs: every detector of examples/OodMnist beside a forward pass of the classifier alone.</summary>
internal static class Program
{
    private const int Inputs = 1_000;
    private const int Batch = 500;

    internal static int Main(string[] args) => BenchCommand.Run("Measures what scores of detectors cost, beside a plain forward pass.", args, Run);

    private static void Run(bool quick)
    {
        Threads.Use(1);
        int rounds = quick ? 2 : 7;
        using ImageTensors train = new(HandwrittenDigits.Generate(quick ? 3_000 : 12_000, 1), CPU, normalise: false);
        using ImageTensors validation = new(HandwrittenDigits.Generate(500, 2), CPU, normalise: false);
        using ImageTensors test = new(HandwrittenDigits.Generate(Inputs, 3), CPU, normalise: false);
        StudyOptions recipe = new() { Epochs = quick ? 3 : 1, AutoencoderEpochs = quick ? 10 : 3 };
        using TrainedModels models = TrainedModels.Train(train, 10, recipe, seed: 0, new RunConsole(Terminal.Errors, new Results()));
        using DetectorSet set = DetectorSet.Fit(models, train, validation, seed: 0, (name, _) => Terminal.Say($"Fit: {name}"));
        Case[] cases =
        [
            new("forward pass", images => models.Classifier.call(images)),
            .. set.Detectors.Select(entry => new Case(entry.Name, entry.Detector.Score)),
        ];
        Measure(cases, test, rounds);
        Report(cases, rounds, quick);
    }

    private static void Measure(Case[] cases, ImageTensors test, int rounds) =>
        Terminal.ShowProgress("Scores", (rounds + 1) * cases.Length, advance =>
        {
            for (int round = 0; round <= rounds; round++)
            {
                foreach (Case @case in cases)
                {
                    double seconds = ProcessorTime.Seconds(() => @case.Run(test, Batch));

                    // The first round warms up.
                    if (round > 0)
                    {
                        @case.Seconds.Add(seconds);
                    }

                    advance();
                }
            }
        });

    private static void Report(Case[] cases, int rounds, bool quick)
    {
        BenchReport report = new(quick ? $"{nameof(OodSpeed)}-quick" : nameof(OodSpeed));
        Table table = new();
        table.AddColumn("scores of 1,000 inputs");
        foreach (string column in new[] { "ms", "quartiles", "beside the forward pass" })
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (Case @case in cases)
        {
            Spread spread = Spread.Of(@case.Seconds.Select(seconds => 1000 * seconds));
            double ratio = Spread.Of(@case.Seconds.Zip(cases[0].Seconds, (own, plain) => own / plain)).Median;
            report.Add(@case.Name, "milliseconds for 1,000 inputs", spread.Median, "ms");
            report.Add(@case.Name, "detector / forward pass", ratio, "ratio");
            table.AddRow(Markup.Escape(@case.Name), Text(spread.Median), $"{Text(spread.Low)} to {Text(spread.High)}", Text(ratio, "F2"));
        }

        report.Finish(
            table,
            $"One thread; processor time, medians of {rounds} rounds, and of the ratios of the same rounds; batches of {Batch}.",
            "LeNet-5 (20 and 50 channels), an autoencoder 784-400-20-400-784; detectors as in examples/OodMnist.");
    }

    private static string Text(double value, string format = "F1") => value.ToString(format, CultureInfo.InvariantCulture);
}
