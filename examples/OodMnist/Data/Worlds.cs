using LeNetMnist.Data;

namespace OodMnist.Data;

/// <summary>Two kinds of image, each the other's outliers.</summary>
internal sealed record Worlds(string Source, World First, World Second)
{
    private const int EmbeddedTrain = 20_000;
    private const int EmbeddedTest = 4_000;
    private const int QuickTrain = 4_000;
    private const int QuickTest = 200;

    /// <summary>
    /// MNIST and Fashion-MNIST from the folder that was named, else from that of UNCERTAINTY_DATA; MNIST from the cache or a mirror, else digits that
    /// the program draws itself. Where there is no Fashion-MNIST, the second kind are drawn letters.
    /// </summary>
    public static Worlds Find(string? folder, long seed, bool quick, Action<string> say, Func<string> download)
    {
        int train = quick ? QuickTrain : int.MaxValue;
        int test = quick ? QuickTest : int.MaxValue;
        string? named = folder ?? Environment.GetEnvironmentVariable("UNCERTAINTY_DATA");
        DataFolder? data = string.IsNullOrEmpty(named) ? Download(say, download) : DataFolder.Open(named);
        World first = data is null ? Drawn("Drawn digits", HandwrittenDigits.Generate) : Read("MNIST", data.Mnist);
        if (data?.FashionMnist is { } fashion)
        {
            return new Worlds(data.Mnist.Directory, first, Read("Fashion-MNIST", fashion));
        }

        say("There is no Fashion-MNIST here: the second kind are letters that the program draws itself.");
        return new Worlds(data?.Mnist.Directory ?? "embedded", first, Drawn("Drawn letters", HandwrittenLetters.Generate));

        World Read(string name, IdxFolder files) => World.Of(name, Few(files.ReadTrain(), train), Few(files.ReadTest(), test));

        World Drawn(string name, Func<int, long, ImageSet> draw) => World.Of(
            name, draw(Math.Min(train, EmbeddedTrain), seed), draw(Math.Min(test, EmbeddedTest), seed + 1_000_003));
    }

    private static ImageSet Few(ImageSet images, int count) => images.Take(Math.Min(count, images.Count));

    private static DataFolder? Download(Action<string> say, Func<string> download)
    {
        try
        {
            say("No data folder is named: looking for MNIST in the cache and on public mirrors.");
            return DataFolder.Open(download());
        }
        catch (MnistUnavailableException error)
        {
            say($"MNIST cannot be had here ({error.Message})");
            say("Going on with digits that the program draws itself: its numbers are not those of MNIST.");
            return null;
        }
    }
}
