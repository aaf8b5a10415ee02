using Benchmarks;
using Benchmarks.Mnist;
using LeNetMnist.Data;

namespace MnistPosteriors;

/// <summary>LeNet-5 on MNIST by every posterior that the library has, side by side.</summary>
internal static class Program
{
    internal static int Main(string[] args) => BenchCommand.RunLong(
        nameof(MnistPosteriors),
        "Trains LeNet-5 on MNIST, plain, with dropout, as an ensemble and Bayesian, and compares what the posteriors predict.",
        "The whole table, some 20 minutes of processor time",
        args,
        [],
        (full, _, token) => Run(full, token));

    private static int Run(bool full, CancellationToken cancellationToken)
    {
        // The numbers then do not depend on the machine's cores.
        Threads.Use(1);
        Protocol protocol = full ? Protocol.Full : Protocol.Quick;
        DataSource source = MnistFiles.Data(full).Take(protocol.TrainImages, protocol.TestImages);
        string name = full ? nameof(MnistPosteriors) : $"{nameof(MnistPosteriors)}-quick";
        string folder = MnistFiles.Folder("mnist", full);
        using JsonLines<TrainedRow> trained = MnistFiles.Trained(folder, source);
        using JsonLines<ResultRow> results = new(Path.Combine(folder, "results.jsonl"), MnistFiles.Settings(source));
        using (MnistRun run = new(source, protocol, new TrainedNetworks(folder, trained), results, cancellationToken))
        {
            run.Run();
        }

        MnistTable.Show(results.Rows, source, protocol, new BenchReport(name));
        return 0;
    }
}
