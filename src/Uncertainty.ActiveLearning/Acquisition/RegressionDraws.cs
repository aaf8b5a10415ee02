using System.Globalization;
using TorchSharp;
using Uncertainty.Bnn;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <summary>A number from what the draws say of one input: rows of D targets with so many numbers each, mean first.</summary>
internal delegate double RegressionMeasure(DrawTable draws, int columns);

/// <summary>Draws of a regression.</summary>
internal static class RegressionDraws
{
    /// <summary>[N] means over the positions of a measure of [S, D, 1 or 2] means and, if there are any, noise variances.</summary>
    /// <param name="draws">[S, N, D, …, 1 or 2] draws.</param>
    /// <param name="measure">The measure.</param>
    /// <param name="graphed">The same for all inputs at once, taken where the draws carry a graph.</param>
    public static Tensor Score(PredictiveSamples draws, RegressionMeasure measure, Func<Tensor, Tensor> graphed)
    {
        int columns = Columns(draws);
        return GraphedMeasures.Wanted(draws)
            ? GraphedMeasures.Score(draws, graphed)
            : DrawReading.Score(draws, columns, table => measure(table, columns));
    }

    /// <summary>The same of [S, D, 2] means and noise variances.</summary>
    /// <param name="draws">[S, N, D, …, 2] draws.</param>
    /// <param name="positive">Whether variances must be greater than 0.</param>
    /// <param name="measure">The measure.</param>
    /// <param name="graphed">The same for all inputs at once, taken where the draws carry a graph.</param>
    public static Tensor ScoreWithNoise(PredictiveSamples draws, bool positive, RegressionMeasure measure, Func<Tensor, Tensor> graphed)
    {
        if (Columns(draws) == 1)
        {
            throw new ArgumentException("must be means and noise variances, [S, N, D, 2]; got means alone, so that the noise is not known.", nameof(draws));
        }

        using (DisposeScope scope = torch.NewDisposeScope())
        {
            double lowest = draws.Values.select(-1, 1).min().to_type(torch.ScalarType.Float64).item<double>();
            if (lowest < 0 || (positive && lowest == 0))
            {
                string least = positive ? "greater than" : "at least";
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"must hold noise variances {least} 0; the lowest is {lowest:G6}."), nameof(draws));
            }
        }

        return Score(draws, measure, graphed);
    }

    /// <summary>How many numbers there are for a target.</summary>
    private static int Columns(PredictiveSamples draws)
    {
        long[] shape = Guard.NotNull(draws).Values.shape;
        if (shape.Length < 4 || shape[^1] > 2)
        {
            throw new ArgumentException(
                $"must be draws of a regression, [S, N, D, 2] or [S, N, D, 1]; got [{string.Join(", ", shape)}].", nameof(draws));
        }

        Guard.Finite(draws.Values, nameof(draws));
        return (int)shape[^1];
    }
}
