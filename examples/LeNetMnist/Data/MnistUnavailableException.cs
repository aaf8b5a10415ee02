namespace LeNetMnist.Data;

/// <summary>MNIST is not in the cache and no mirror could give it, as on a machine without a network.</summary>
internal sealed class MnistUnavailableException(string file, IReadOnlyList<string> attempts, Exception? inner)
    : Exception($"{file} could not be downloaded. Tried {string.Join("; ", attempts)}", inner)
{
    /// <summary>One line per mirror tried: its address and why it failed.</summary>
    public IReadOnlyList<string> Attempts { get; } = attempts;
}
