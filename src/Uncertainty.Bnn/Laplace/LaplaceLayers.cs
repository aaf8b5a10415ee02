namespace Uncertainty.Bnn;

/// <summary>
/// Which layers' weights vary in a <see cref="LaplaceApproximation"/>. All other parameters of the network, BatchNorm's and embeddings' among
/// them, stay as they were trained.
/// </summary>
public sealed class LaplaceLayers
{
    private readonly string _text;

    private LaplaceLayers(string text, IReadOnlyList<string>? names)
    {
        _text = text;
        Names = names;
    }

    /// <summary>The last one: a Linear whose outputs are the network's.</summary>
    public static LaplaceLayers Last { get; } = new(nameof(Last), null);

    /// <summary>Every Linear and every convolution (1-D to 3-D, of one group) that a pass calls.</summary>
    public static LaplaceLayers All { get; } = new(nameof(All), null);

    /// <summary>The layers of <see cref="Named"/>, as they were given; null for the others.</summary>
    public IReadOnlyList<string>? Names { get; }

    /// <summary>Some of <see cref="All"/>.</summary>
    /// <param name="names">Names of layers, as the module tree has them; at least one.</param>
    /// <exception cref="ArgumentException"><paramref name="names"/> are none.</exception>
    public static LaplaceLayers Named(params string[] names) => Guard.NotNull(names).Length > 0
        ? new LaplaceLayers(nameof(Named), [.. names])
        : throw new ArgumentException("must be at least one; got none.", nameof(names));

    /// <summary>Its own name.</summary>
    public override string ToString() => _text;
}
