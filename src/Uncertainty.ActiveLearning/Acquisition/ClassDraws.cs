using TorchSharp;
using Uncertainty.Bnn;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <summary>Draws of class probabilities.</summary>
internal static class ClassDraws
{
    /// <summary>[N] means over the positions of a measure of [S, C] probabilities, which are checked on the way.</summary>
    /// <param name="draws">[S, N, C, …] draws.</param>
    /// <param name="measure">The measure.</param>
    /// <param name="graphed">The same for [S, N, C, …] at once, taken where the draws carry a graph; null where it has no gradient.</param>
    public static Tensor Score(PredictiveSamples draws, DrawMeasure measure, Func<Tensor, Tensor>? graphed = null)
    {
        Check(draws, nameof(draws));
        if (graphed is not null && GraphedMeasures.Wanted(draws))
        {
            Guard.Distribution(draws.Values, 2, nameof(draws));
            return GraphedMeasures.Score(draws, graphed);
        }

        return DrawReading.Score(draws, 1, table =>
        {
            CheckRows(table, draws.Values.dtype, nameof(draws));
            return measure(table);
        });
    }

    /// <summary>What can be seen without looking at each row.</summary>
    public static void Check(PredictiveSamples draws, string name)
    {
        Guard.NotNull(draws, name);
        if (draws.Outputs < 2)
        {
            throw new ArgumentException($"must have at least 2 classes; got {draws.Outputs}.", name);
        }

        Guard.Finite(draws.Values, name);
    }

    /// <summary>Rows are probabilities.</summary>
    public static void CheckRows(DrawTable draws, torch.ScalarType type, string name)
    {
        double lowest = double.PositiveInfinity;
        double worst = 0;
        for (int draw = 0; draw < draws.Draws; draw++)
        {
            double sum = 0;
            foreach (double probability in draws[draw])
            {
                sum += probability;
                lowest = Math.Min(lowest, probability);
            }

            worst = Math.Max(worst, Math.Abs(sum - 1));
        }

        Guard.Distribution(lowest, worst, type, name);
    }
}
