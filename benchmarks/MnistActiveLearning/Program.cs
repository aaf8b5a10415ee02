using System.CommandLine;
using Benchmarks;
using Benchmarks.Mnist;
using LeNetMnist.Data;
using Spectre.Console;

namespace MnistActiveLearning;

/// <summary>Active learning on MNIST and on images that are there several times: how few labels each acquisition needs.</summary>
internal static class Program
{
    internal static int Main(string[] args)
    {
        Option<int> threads = new("--threads")
        {
            Description = "Threads of this process; several processes share the runs.",
            DefaultValueFactory = _ => 1,
        };
        Option<AcquisitionKind[]> only = new("--only")
        {
            Description = "Acquisitions to run; all where none is named.",
            AllowMultipleArgumentsPerToken = true,
        };
        Option<bool> repeated = new("--repeated") { Description = "Repeated-MNIST alone." };
        Option<bool> show = new("--show") { Description = "Only show what there is so far, without the runs that a process has at the moment." };
        threads.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--threads must be at least 1.");
            }
        });
        return BenchCommand.RunLong(
            nameof(MnistActiveLearning),
            "Labels MNIST ten images at a time, chosen at random or by the uncertainty of a network with dropout, and compares the errors.",
            "All acquisitions and repeats, some hours of processor time",
            args,
            [threads, only, repeated, show],
            (full, result, token) =>
            {
                Threads.Use(result.GetValue(threads));
                return Run(full, result.GetValue(only) ?? [], result.GetValue(repeated), result.GetValue(show), token);
            });
    }

    private static int Run(bool full, AcquisitionKind[] only, bool repeated, bool show, CancellationToken cancellationToken)
    {
        string name = full ? nameof(MnistActiveLearning) : $"{nameof(MnistActiveLearning)}-quick";
        BenchReport report = new(name);
        List<string> pages = [];
        DataSource? source = show ? null : MnistFiles.Data(full);
        foreach (Experiment experiment in Experiment.All(full).Where(experiment => !repeated || experiment.Folder == Experiment.RepeatedFolder))
        {
            AcquisitionKind[] acquisitions = [.. experiment.Acquisitions.Where(kind => only.Length == 0 || only.Contains(kind))];
            RunFiles files = new(MnistFiles.Folder(experiment.Folder, full), experiment.Protocol);
            if (source is not null)
            {
                DataSource taken = source.Take(experiment.Protocol.TrainImages, experiment.Protocol.TestImages);
                Learn(experiment, taken, files, acquisitions, cancellationToken);
            }

            pages.Add(Show(experiment, files, acquisitions, report));
        }

        report.Write();
        File.WriteAllText(Path.Combine(Repository.Root, "artifacts", "bench", $"{name}.md"), string.Join("\n", pages));
        return 0;
    }

    private static void Learn(
        Experiment experiment, DataSource source, RunFiles files, AcquisitionKind[] acquisitions, CancellationToken cancellationToken)
    {
        using DigitPool pool = experiment.Pool(source.Train);
        using DigitPool test = experiment.Test(source.Test);
        using Predictions predictions = new(test, experiment.Protocol.TestStride, cancellationToken);
        LearningRun run = new(experiment, pool, predictions, cancellationToken);
        LongTraining training = new(experiment, pool, predictions, cancellationToken);
        for (int repeat = 0; repeat < experiment.Protocol.Repeats; repeat++)
        {
            foreach (AcquisitionKind acquisition in acquisitions)
            {
                using JsonLines<Round>? rows = files.TryOpen(acquisition, repeat, pool, test);
                if (rows is null)
                {
                    Terminal.Say($"{experiment.Name}, {acquisition} {repeat + 1} is another process's.");
                    continue;
                }

                run.Run(acquisition, repeat, rows, files.Journal(acquisition, repeat));
                using JsonLines<double>? longer = experiment.LongEpochs > 0 ? files.TryOpenLong(acquisition, repeat, experiment.LongEpochs) : null;
                if (longer?.Rows.Count == 0)
                {
                    longer.Add(training.Error(repeat, rows.Rows));
                }
            }
        }
    }

    private static string Show(Experiment experiment, RunFiles files, AcquisitionKind[] acquisitions, BenchReport report)
    {
        Dictionary<AcquisitionKind, Curve[]> curves = acquisitions.ToDictionary(
            acquisition => acquisition,
            acquisition => Enumerable.Range(0, experiment.Protocol.Repeats)
                .Select(repeat => new Curve(repeat, files.Read(acquisition, repeat), files.ReadLong(acquisition, repeat)))
                .ToArray());
        TextTable table = LearningTable.Of(experiment, curves);
        string[] notes = LearningTable.Notes(experiment);
        Terminal.Output.WriteLine(experiment.Name);
        BenchReport.Show(table.ForConsole(), notes);
        LearningTable.Add(experiment, curves, report);
        return $"## {experiment.Name}\n\n{table.ForMarkdown()}\n{string.Join("\n", notes)}\n";
    }
}
