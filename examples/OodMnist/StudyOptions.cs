namespace OodMnist;

/// <summary>What the program was asked to do.</summary>
internal sealed record StudyOptions
{
    /// <summary>Folder with the data; null: the environment, then a download, then the embedded digits.</summary>
    public string? Data { get; init; }

    /// <summary>Epochs of the classifier, and of the one with a learnt confidence.</summary>
    public int Epochs { get; init; } = 5;

    /// <summary>Epochs of the autoencoder.</summary>
    public int AutoencoderEpochs { get; init; } = 10;

    /// <summary>Training images, the first ones, that detectors are fitted on.</summary>
    public int FitImages { get; init; } = 20_000;

    /// <summary>Number of seeds: each trains and fits everything anew.</summary>
    public int Seeds { get; init; } = 1;

    /// <summary>The first seed.</summary>
    public long Seed { get; init; }

    public string Out { get; init; } = Path.Combine("artifacts", "ood-mnist");

    /// <summary>A small run, to see that everything works.</summary>
    public bool Quick { get; init; }
}
