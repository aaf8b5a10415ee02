namespace LeNetMnist.Data;

/// <summary>The images of a run: to train on, to test on, and of a kind that the model never saw.</summary>
internal sealed record DataSource(string Name, ImageSet Train, ImageSet Test, string UnseenName, ImageSet Unseen)
{
    private const int EmbeddedTrain = 20_000;
    private const int EmbeddedTest = 4_000;

    /// <summary>
    /// Finds data: the folder that was named, else the one of UNCERTAINTY_DATA, else MNIST from the cache or a mirror, else the
    /// digits that the program draws itself.
    /// </summary>
    /// <param name="folder">The folder that was asked for, or null.</param>
    /// <param name="seed">Seed of what is drawn or distorted.</param>
    /// <param name="say">Told, in words, what is being done.</param>
    /// <param name="download">Fetches MNIST and returns its folder.</param>
    public static DataSource Find(string? folder, long seed, Action<string> say, Func<string> download)
    {
        string? named = folder ?? Environment.GetEnvironmentVariable("UNCERTAINTY_DATA");
        if (!string.IsNullOrEmpty(named))
        {
            return FromFolder(DataFolder.Open(named), Path.GetFullPath(named), seed);
        }

        try
        {
            say("No data folder is named: looking for MNIST in the cache and on public mirrors.");
            string cache = download();
            return FromFolder(DataFolder.Open(cache), $"{cache} (downloaded)", seed);
        }
        catch (MnistUnavailableException error)
        {
            say($"MNIST cannot be had here ({error.Message})");
            say("Going on with digits that the program draws itself; the unseen kind are letters.");
            return Embedded(seed);
        }
    }

    public static DataSource Embedded(long seed)
    {
        // Test images and letters come from streams of their own, apart from the training images.
        ImageSet train = HandwrittenDigits.Generate(EmbeddedTrain, seed);
        ImageSet test = HandwrittenDigits.Generate(EmbeddedTest, seed + 1_000_003);
        ImageSet letters = HandwrittenLetters.Generate(EmbeddedTest, seed + 2_000_003);
        return new DataSource("embedded digits", train, test, "embedded letters", letters);
    }

    /// <summary>The same with fewer images.</summary>
    public DataSource Take(int train, int test) => this with
    {
        Train = Train.Take(Math.Min(train, Train.Count)),
        Test = Test.Take(Math.Min(test, Test.Count)),
        Unseen = Unseen.Take(Math.Min(test, Unseen.Count)),
    };

    private static DataSource FromFolder(DataFolder data, string name, long seed)
    {
        ImageSet test = data.Mnist.ReadTest();
        return data.FashionMnist is IdxFolder fashion
            ? new DataSource(name, data.Mnist.ReadTrain(), test, "Fashion-MNIST", fashion.ReadTest())
            : new DataSource(name, data.Mnist.ReadTrain(), test, "noisy rotated digits", Distortion.Noisy(Distortion.Rotated(test, seed), seed: seed));
    }
}
