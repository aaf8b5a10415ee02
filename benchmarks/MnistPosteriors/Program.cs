using Benchmarks;
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
        DataSource source = Data(full).Take(protocol.TrainImages, protocol.TestImages);
        string name = full ? nameof(MnistPosteriors) : $"{nameof(MnistPosteriors)}-quick";
        string folder = Path.Combine(Repository.Root, "artifacts", "bench", full ? "mnist" : "mnist-quick");

        // A quick run's networks are of no use to a later one.
        if (!full && Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        object settings = new { Data = source.Train.Source, source.UnseenName, Train = source.Train.Count, Test = source.Test.Count };
        using JsonLines<TrainedRow> trained = new(Path.Combine(folder, "trained.jsonl"), settings);
        using JsonLines<ResultRow> results = new(Path.Combine(folder, "results.jsonl"), settings);
        using (MnistRun run = new(source, protocol, new TrainedNetworks(folder, trained), results, cancellationToken))
        {
            run.Run();
        }

        MnistTable.Show(results.Rows, source, protocol, new BenchReport(name));
        return 0;
    }

    /// <summary>A quick run draws its own digits where no data are named, and asks no mirror.</summary>
    private static DataSource Data(bool full) => full
        ? DataSource.Find(null, seed: 0, Terminal.Say, () => new MnistDownload(MnistDownload.DefaultCache()).Fetch())
        : DataSource.Find(null, seed: 0, _ => { }, () => throw new MnistUnavailableException("MNIST", ["nothing, since a quick run downloads nothing"], null));
}
