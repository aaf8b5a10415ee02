namespace LeNetMnist.Data;

/// <summary>
/// A file to download: its name on every mirror and in the cache, and the SHA-256 of its bytes in lower-case hexadecimal.
/// </summary>
internal sealed record RemoteFile(string Name, string Sha256)
{
    /// <summary>The four files of MNIST as published.</summary>
    public static IReadOnlyList<RemoteFile> Mnist { get; } =
    [
        new("train-images-idx3-ubyte.gz", "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
        new("train-labels-idx1-ubyte.gz", "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
        new("t10k-images-idx3-ubyte.gz", "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
        new("t10k-labels-idx1-ubyte.gz", "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
    ];
}
