using System.CommandLine;
using Benchmarks;
using Benchmarks.Mnist;
using LeNetMnist.Data;
using LeNetMnist.Model;
using static TorchSharp.torch;

namespace MnistActiveLearning;

/// <summary>Deep Bayesian active learning on MNIST: how few labels each acquisition needs.</summary>
internal static class Program
{
    internal static int Main(string[] args)
    {
        Option<int> threads = new("--threads") { Description = "Threads of this process; several processes share the runs.", DefaultValueFactory = _ => 1 };
        Option<Acquisition[]> only = new("--only") { Description = "Acquisitions to run; all where none is named.", AllowMultipleArgumentsPerToken = true };
        Option<bool> show = new("--show") { Description = "Only show what there is so far." };
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
            [threads, only, show],
            (full, result, token) =>
            {
                Threads.Use(result.GetValue(threads));
                Acquisition[] named = result.GetValue(only) ?? [];
                return Run(full, named.Length > 0 ? named : Enum.GetValues<Acquisition>(), result.GetValue(show), token);
            });
    }

    private static int Run(bool full, Acquisition[] acquisitions, bool show, CancellationToken cancellationToken)
    {
        Protocol protocol = full ? Protocol.Full : Protocol.Quick;
        DataSource source = MnistFiles.Data(full).Take(protocol.TrainImages, protocol.TestImages);
        string name = full ? nameof(MnistActiveLearning) : $"{nameof(MnistActiveLearning)}-quick";
        RunFiles files = new(MnistFiles.Folder("active-learning", full), source, protocol);
        if (!show)
        {
            Learn(source, protocol, files, acquisitions, cancellationToken);
        }

        LearningTable.Show(
            acquisitions.ToDictionary(
                acquisition => acquisition,
                acquisition => Enumerable.Range(0, protocol.Repeats).Select(repeat => new Curve(repeat, files.Read(acquisition, repeat))).ToArray()),
            new BenchReport(name));
        return 0;
    }

    private static void Learn(
        DataSource source, Protocol protocol, RunFiles files, Acquisition[] acquisitions, CancellationToken cancellationToken)
    {
        using ImageTensors images = new(source.Train, CPU, normalise: false);
        using ImageTensors test = new(source.Test, CPU, normalise: false);
        using Predictions predictions = new(test, protocol.TestStride, cancellationToken);
        for (int repeat = 0; repeat < protocol.Repeats; repeat++)
        {
            foreach (Acquisition acquisition in acquisitions)
            {
                using JsonLines<Round>? rounds = files.TryOpen(acquisition, repeat);
                if (rounds is null)
                {
                    Terminal.Say($"{acquisition} {repeat + 1} is another process's.");
                    continue;
                }

                new LearningRun(acquisition, repeat, protocol, source.Train, images, predictions, rounds, cancellationToken).Run();
            }
        }
    }
}
