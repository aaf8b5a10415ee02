using Benchmarks;
using LeNetMnist.Data;

namespace DenoudenNovelty;

/// <summary>One digit of MNIST as the inliers, the nine others as outliers: reconstruction errors with and without the latent distance.</summary>
internal static class Program
{
    internal static int Main(string[] args) => BenchCommand.RunLong(
        nameof(DenoudenNovelty),
        "Trains autoencoders of one digit each, and finds the other digits by reconstruction errors with and without the latent Mahalanobis distance.",
        "All autoencoders, some 25 minutes of processor time",
        args,
        [],
        (full, _, token) => Run(full, token));

    private static int Run(bool full, CancellationToken cancellationToken)
    {
        // The numbers then do not depend on the machine's cores.
        Threads.Use(1);
        Protocol protocol = full ? Protocol.Full : Protocol.Quick;
        DataSource source = Data(full).Take(protocol.TrainImages, protocol.TestImages);
        string name = full ? nameof(DenoudenNovelty) : $"{nameof(DenoudenNovelty)}-quick";
        string folder = Path.Combine(Repository.Root, "artifacts", "bench", full ? "novelty" : "novelty-quick");

        // A quick run's results are of no use to a later one.
        if (!full && Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        object settings = new { Data = source.Train.Source, Train = source.Train.Count, Test = source.Test.Count };
        using JsonLines<ResultRow> results = new(Path.Combine(folder, "results.jsonl"), settings);
        using (DigitImages images = new(source))
        {
            new NoveltyRun(images, protocol, results, cancellationToken).Run();
        }

        NoveltyTable.Show(results.Rows, protocol, new BenchReport(name));
        return 0;
    }

    /// <summary>A quick run draws its own digits where no data are named, and asks no mirror.</summary>
    private static DataSource Data(bool full) => full
        ? DataSource.Find(null, seed: 0, Terminal.Say, () => new MnistDownload(MnistDownload.DefaultCache()).Fetch())
        : DataSource.Find(null, seed: 0, _ => { }, () => throw new MnistUnavailableException("MNIST", ["nothing, since a quick run downloads nothing"], null));
}
