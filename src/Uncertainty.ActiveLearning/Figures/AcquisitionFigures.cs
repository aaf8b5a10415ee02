using System.Globalization;
using ScottPlot;
using ScottPlot.Plottables;
using Uncertainty.Evaluation;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <summary>What an acquisition function makes of a pool, and what was chosen by it.</summary>
public static class AcquisitionFigures
{
    /// <summary>Where bars begin: one input must be seen.</summary>
    private const double Floor = -0.3;

    private const double Headroom = 0.3;

    /// <summary>Over the bars of the candidates the chosen ones keep their colour.</summary>
    private const double ChosenOpacity = 0.8;

    /// <summary>
    /// A histogram of the scores of all candidates, and in it one of the chosen. It counts inputs on a logarithmic axis, so that ten of sixty thousand can
    /// be seen; where both bars of a bin are equally high, all of its inputs were chosen. Bins are of equal width: [a, b), the last one with its upper edge.
    /// </summary>
    /// <param name="measure">What the scores are, with their unit, such as "mutual information, nats".</param>
    /// <param name="scores">[N] scores of all candidates, finite; N at least 1.</param>
    /// <param name="chosen">Where the chosen ones stand among them, each once; at least one: <see cref="BatchSelection.Positions"/>.</param>
    /// <param name="bins">Number of bins. Default 40; at least 1.</param>
    /// <returns>The figure, which the caller disposes.</returns>
    /// <exception cref="ArgumentException"><paramref name="scores"/> or <paramref name="chosen"/> are empty, a score is not finite, or one is chosen twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such candidate, or <paramref name="bins"/> is below 1.</exception>
    public static Plot Histogram(
        string measure, IReadOnlyList<double> scores, IReadOnlyList<int> chosen, int bins = HistogramFigures.DefaultBins)
    {
        Guard.NotNull(measure);
        Guard.NotEmpty(scores);
        PoolIndices.Check(chosen, scores.Count);
        PoolIndices.Different(chosen);
        Guard.AtLeast(bins, 1);
        (double low, double high) = Range(scores);
        int[] pool = Counts(scores, bins, low, high);
        int[] picked = Counts([.. chosen.Select(position => scores[position])], bins, low, high);
        Plot plot = FigureLook.NewPlot(
            string.Create(CultureInfo.InvariantCulture, $"{chosen.Count:N0} of {scores.Count:N0} chosen"), measure, "inputs (logarithmic)");
        AddBars(plot, pool, low, high, FigureLook.Series(0), FigureLook.AreaOpacity, string.Create(CultureInfo.InvariantCulture, $"candidates ({scores.Count:N0})"));
        AddBars(plot, picked, low, high, FigureLook.Series(1), ChosenOpacity, string.Create(CultureInfo.InvariantCulture, $"chosen ({chosen.Count:N0})"));
        double highest = Math.Log10(pool.Max());
        double top = highest + (Headroom * (highest - Floor));
        double room = 0.03 * (high - low);
        plot.Axes.SetLimits(low - room, high + room, Floor, top);
        plot.Axes.Left.TickGenerator = LogarithmicTicks.Between(0, Math.Max(1, highest));
        plot.ShowLegend(Alignment.UpperRight);
        return plot;
    }

    /// <summary>The same from what candidates and selectors give.</summary>
    /// <param name="measure">What the scores are, with their unit.</param>
    /// <param name="scores">[N] scores of all candidates, <see cref="CandidateSet.Score"/>; stay the caller's.</param>
    /// <param name="choice">What a selector chose of these candidates.</param>
    /// <param name="bins">Number of bins. Default 40; at least 1.</param>
    /// <returns>The figure, which the caller disposes.</returns>
    /// <exception cref="ArgumentException"><paramref name="scores"/> are not [N] or not finite, or a candidate is chosen twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such candidate, or <paramref name="bins"/> is below 1.</exception>
    public static Plot Histogram(string measure, Tensor scores, BatchSelection choice, int bins = HistogramFigures.DefaultBins)
    {
        Guard.Rank(scores, 1, "[N]");
        return Histogram(measure, PlainNumbers.Of(scores), Guard.NotNull(choice).Positions, bins);
    }

    private static (double Low, double High) Range(IReadOnlyList<double> scores)
    {
        foreach ((int index, double score) in scores.Index())
        {
            if (!double.IsFinite(score))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"must be finite; the score at {index} is {score}."), nameof(scores));
            }
        }

        (double low, double high) = (scores.Min(), scores.Max());
        double half = low == 0 ? 0.5 : Math.Abs(low) / 2;
        return low < high ? (low, high) : (low - half, high + half);
    }

    private static int[] Counts(IReadOnlyList<double> scores, int bins, double low, double high)
    {
        int[] counts = new int[bins];
        foreach (double score in scores)
        {
            counts[Math.Min(bins - 1, (int)((score - low) / (high - low) * bins))]++;
        }

        return counts;
    }

    private static void AddBars(Plot plot, int[] counts, double low, double high, Color color, double opacity, string name)
    {
        double width = (high - low) / counts.Length;
        double[] edges = [.. Enumerable.Range(0, counts.Length).SelectMany(bin => new[] { low + (bin * width), low + ((bin + 1) * width) })];
        double[] tops = [.. counts.Select(count => count == 0 ? Floor : Math.Log10(count)).SelectMany(top => new[] { top, top })];
        FillY area = plot.Add.FillY(edges, [.. Enumerable.Repeat(Floor, edges.Length)], tops);
        area.FillColor = color.WithAlpha(opacity);
        area.LineColor = color;
        area.LineWidth = 1.5f;
        area.LegendText = name;
    }
}
