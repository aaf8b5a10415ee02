namespace UciRegression.BatchNormGrid;

/// <summary>How much of the published protocol is run.</summary>
/// <param name="Sets">Data sets, in the order in which they run, each with the range of its noise.</param>
/// <param name="Splits">Random splits of each into 80 % and 20 % to test on.</param>
/// <param name="Runs">Networks trained and tested per split.</param>
/// <param name="BatchSizes">Batch sizes of the grid; those above half of what is trained on are left out.</param>
/// <param name="WeightDecays">Factors λ of ½ Σ w² of the grid.</param>
/// <param name="MaxEpochs">Most epochs.</param>
/// <param name="Interval">Epochs between two looks at the validation error.</param>
/// <param name="Patience">Looks without a better error after which training ends.</param>
/// <param name="SearchDraws">Draws of a look.</param>
/// <param name="Draws">Draws of the noise's fit and of a test.</param>
/// <param name="Seed">Seed of all that is random.</param>
internal sealed record BatchNormProtocol(
    KeyValuePair<string, PrecisionRange>[] Sets, int Splits, int Runs, int[] BatchSizes, double[] WeightDecays, int MaxEpochs, int Interval, int Patience,
    int SearchDraws, int Draws, long Seed)
{
    /// <summary>As published in 2018, with a smaller grid, one fold for validation instead of five and fewer draws in the search.</summary>
    internal static BatchNormProtocol Full { get; } = new(
        [
            new("concrete", new(0.001, 10)), new("yacht", new(0.01, 100)), new("energy", new(0.01, 100)), new("power-plant", new(0.01, 10)),
        ],
        5, 5, [32, 64, 128, 256], [1e-6, 1e-2], 2000, 20, 10, 50, 500, 0);

    internal static BatchNormProtocol Quick { get; } = new([new("yacht", new(0.01, 100))], 1, 1, [64], [1e-4], 100, 20, 10, 20, 100, 0);
}
