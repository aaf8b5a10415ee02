using TorchSharp;
using Uncertainty.Bnn;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <summary>A number from what the draws say of one input.</summary>
internal delegate double DrawMeasure(DrawTable draws);

/// <summary>Is shown what the draws say of an input, or of a position of its map.</summary>
internal delegate void DrawVisit(int input, DrawTable draws);

/// <summary>
/// Reads draws input by input, in plain loops. Kernels over whole batches add in orders that depend on where an input stands: equal inputs would
/// differ in the last bit, and ties would go to whoever was lucky.
/// </summary>
internal static class DrawReading
{
    /// <summary>Numbers that are copied at a time.</summary>
    private const long PieceLength = 1 << 18;

    /// <summary>[N] means over the positions of a measure. A new tensor in the current scope, of double precision, on the CPU.</summary>
    /// <param name="draws">[S, N, W, …] of a classifier, [S, N, D, …, K] of a regression.</param>
    /// <param name="columns">Numbers K that stand at the end: 1 for a classifier, whose draws have no such axis.</param>
    /// <param name="measure">Measures a table of S rows.</param>
    public static Tensor Score(PredictiveSamples draws, int columns, DrawMeasure measure)
    {
        double[] scores = new double[draws.Inputs];
        Visit(draws, columns, (input, table) => scores[input] += measure(table));
        double positions = Positions(draws, columns);
        for (int n = 0; n < scores.Length; n++)
        {
            scores[n] /= positions;
        }

        return PlainNumbers.ToTensor(scores);
    }

    /// <summary>How many positions the maps have; 1 where there are no maps.</summary>
    public static long Positions(PredictiveSamples draws, int columns) =>
        draws.Values.numel() / ((long)draws.Draws * draws.Inputs * draws.Outputs * columns);

    /// <summary>Shows the table of every input and position, inputs in order and positions within each.</summary>
    public static void Visit(PredictiveSamples draws, int columns, DrawVisit visit)
    {
        int width = draws.Outputs * columns;
        long table = (long)draws.Draws * width;
        long positions = Positions(draws, columns);
        int inputs = (int)Math.Clamp(PieceLength / (table * positions), 1, draws.Inputs);
        long stretch = Math.Clamp(PieceLength / table, 1, positions);
        double[] room = new double[width];
        for (int first = 0; first < draws.Inputs; first += inputs)
        {
            int count = Math.Min(inputs, draws.Inputs - first);
            for (long start = 0; start < positions; start += stretch)
            {
                int length = (int)Math.Min(stretch, positions - start);
                double[] piece = Read(draws, columns, first, count, positions, start, length);
                for (int at = 0; at < count * length; at++)
                {
                    visit(first + (at / length), new DrawTable(piece.AsSpan((int)(at * table), (int)table), draws.Draws, room));
                }
            }
        }
    }

    /// <summary>[n, P, S, W K] some of the inputs, at some of the positions.</summary>
    private static double[] Read(PredictiveSamples draws, int columns, int first, int count, long positions, long start, int length)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor maps = draws.Values.narrow(1, first, count).reshape(draws.Draws, count, draws.Outputs, positions, columns);
        return PlainNumbers.Of(maps.narrow(3, start, length).permute(1, 3, 0, 2, 4));
    }
}
