namespace UciRegression.DropoutGrid;

/// <summary>How much of the published protocol is run.</summary>
/// <param name="Sets">Data sets, in the order in which they run.</param>
/// <param name="Splits">Splits of each, from the first.</param>
/// <param name="Multiplier">What a data set's own number of epochs is multiplied with.</param>
/// <param name="Draws">Draws of a prediction.</param>
/// <param name="Seed">Seed of all that is random.</param>
internal sealed record DropoutProtocol(string[] Sets, int Splits, int Multiplier, int Draws, long Seed)
{
    /// <summary>As published in 2018, for one hidden layer.</summary>
    internal static DropoutProtocol Full { get; } = new(["concrete", "yacht", "energy", "power-plant"], 20, 100, 10_000, 0);

    internal static DropoutProtocol Quick { get; } = new(["yacht"], 2, 100, 500, 0);
}
