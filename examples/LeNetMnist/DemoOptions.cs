namespace LeNetMnist;

/// <summary>What the program was asked to do.</summary>
internal sealed record DemoOptions
{
    /// <summary>Folder with the data; null: the environment, then a download, then the embedded digits.</summary>
    public string? Data { get; init; }

    public int Epochs { get; init; } = 5;

    /// <summary>Draws S of MC dropout.</summary>
    public int Draws { get; init; } = 30;

    public long Seed { get; init; }

    public string Device { get; init; } = "cpu";

    public string Out { get; init; } = Path.Combine("artifacts", "lenet-mnist");

    /// <summary>A small run, to see that everything works.</summary>
    public bool Quick { get; init; }
}
