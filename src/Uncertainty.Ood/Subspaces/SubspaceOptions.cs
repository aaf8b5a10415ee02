namespace Uncertainty.Ood;

/// <summary>How <see cref="VimDetector"/> and <see cref="ResidualDetector"/> are fitted.</summary>
public sealed record SubspaceOptions
{
    private const int Wide = 2048;
    private const int Middle = 768;

    private readonly int? _dimensions;

    /// <summary>
    /// Dimensions D of the principal subspace, of F. Default null: 1000 where F is at least 2048, 512 where it is at least 768, as in the
    /// paper, and half of F, rounded down, below. At least 1, below F.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int? Dimensions
    {
        get => _dimensions;
        init => _dimensions = value is { } dimensions ? Guard.AtLeast(dimensions, 1, nameof(Dimensions)) : null;
    }

    /// <summary>D for features of a width.</summary>
    internal int For(int width, string parameter)
    {
        int dimensions = Dimensions ?? (width >= Wide ? 1000 : width >= Middle ? 512 : Math.Max(1, width / 2));
        return dimensions < width
            ? dimensions
            : throw new ArgumentException(
                $"must have {nameof(Dimensions)} below the number of features, {width}; got {dimensions}.", parameter);
    }
}
