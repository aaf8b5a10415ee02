using LeNetMnist.Data;

namespace Benchmarks.Mnist;

/// <summary>Where the programs find MNIST, and the networks that one of them has trained and all read.</summary>
internal static class MnistFiles
{
    /// <summary>A quick run draws its own digits where no data are named, and asks no mirror.</summary>
    internal static DataSource Data(bool full) => full
        ? DataSource.Find(null, seed: 0, Terminal.Say, () => new MnistDownload(MnistDownload.DefaultCache()).Fetch())
        : DataSource.Find(null, seed: 0, _ => { }, () => throw new MnistUnavailableException("MNIST", ["nothing, since a quick run downloads nothing"], null));

    /// <summary>A folder of artifacts/bench, empty for a quick run: what a quick run has made is of no use to a later one.</summary>
    internal static string Folder(string name, bool full)
    {
        string folder = Path.Combine(Repository.Root, "artifacts", "bench", full ? name : $"{name}-quick");
        if (!full && Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        return folder;
    }

    /// <summary>The list of the networks trained in a folder.</summary>
    internal static JsonLines<TrainedRow> Trained(string folder, DataSource source) => new(Path.Combine(folder, "trained.jsonl"), Settings(source));

    /// <summary>Which images results were made with.</summary>
    internal static object Settings(DataSource source) =>
        new { Data = source.Train.Source, source.UnseenName, Train = source.Train.Count, Test = source.Test.Count };
}
