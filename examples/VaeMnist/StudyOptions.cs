namespace VaeMnist;

/// <summary>What the program was asked to do.</summary>
internal sealed record StudyOptions
{
    /// <summary>Folder with the data; null: the environment, then a download, then the embedded digits.</summary>
    public string? Data { get; init; }

    public int Epochs { get; init; } = 20;

    /// <summary>Draws K of the importance-weighted bound.</summary>
    public int Draws { get; init; } = 500;

    /// <summary>Test images, the first ones, that the bound is computed of.</summary>
    public int BoundImages { get; init; } = 1_000;

    /// <summary>Train on black and white digits, drawn from the grey levels afresh in every epoch.</summary>
    public bool Binarise { get; init; }

    public long Seed { get; init; }

    public string Out { get; init; } = Path.Combine("artifacts", "vae-mnist");

    /// <summary>A small run, to see that everything works.</summary>
    public bool Quick { get; init; }
}
