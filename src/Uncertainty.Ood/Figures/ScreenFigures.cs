using System.Globalization;
using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;
using Uncertainty.Evaluation;

namespace Uncertainty.Ood;

/// <summary>What a screen sees of a stream of inputs.</summary>
public static class ScreenFigures
{
    /// <summary>Room above the alarm for the legend, as a share of the axis below it.</summary>
    private const double LegendRoom = 0.35;

    /// <summary>
    /// The evidence for a drift over the inputs of a stream, on a logarithmic axis, with a line at the alarm, and one at the input that raised it.
    /// </summary>
    /// <param name="states">
    /// <see cref="OodScreen.Drift"/> after each input or batch, in order, since the beginning or the last reset. States before the first input have no
    /// evidence and are not shown; at least one other.
    /// </param>
    /// <param name="options">Those of the alarm; null for the defaults.</param>
    /// <returns>The figure, which the caller disposes.</returns>
    /// <exception cref="ArgumentException">
    /// No state comes after an input, the numbers of inputs do not rise, or evidence is not finite and greater than 0.
    /// </exception>
    public static Plot Drift(IReadOnlyList<DriftState> states, DriftAlarmOptions? options = null)
    {
        Guard.NotNull(states);
        double alarm = (options ?? new DriftAlarmOptions()).MeanRunLength;
        DriftState[] shown = Check(states);
        double[] inputs = [.. shown.Select(state => (double)state.Inputs)];
        double[] evidence = [.. shown.Select(state => Math.Log10(state.Evidence))];
        Plot plot = FigureLook.NewPlot("Evidence for a drift", "input", "evidence");
        Scatter line = plot.Add.Scatter(inputs, evidence, FigureLook.Series(0));
        line.LineWidth = FigureLook.LineWidth;
        line.MarkerSize = shown.Length == 1 ? 9 : 0;
        line.LegendText = "evidence";
        plot.Add.HorizontalLine(Math.Log10(alarm), 1.5f, FigureLook.Reference, LinePattern.Dashed).LegendText =
            string.Create(CultureInfo.InvariantCulture, $"alarm at {alarm:#,0.##}");
        if (shown[^1].RaisedAt is { } raised)
        {
            plot.Add.VerticalLine(raised, 1.5f, FigureLook.Outlier).LegendText = string.Create(CultureInfo.InvariantCulture, $"raised at input {raised:N0}");
        }

        double low = Math.Min(0, evidence.Min());
        double high = Math.Max(Math.Log10(alarm), evidence.Max());
        double room = 0.05 * (high - low);
        plot.Axes.SetLimits(0, inputs[^1] * 1.02, low - room, high + (LegendRoom * (high - low)));
        plot.Axes.Left.TickGenerator = LogarithmicTicks.Between(low - room, high + room);
        plot.Axes.Bottom.TickGenerator = new NumericAutomatic { IntegerTicksOnly = true };
        plot.ShowLegend(Alignment.UpperLeft);
        return plot;
    }

    private static DriftState[] Check(IReadOnlyList<DriftState> states)
    {
        DriftState[] shown = [.. states.Where(state => state.Inputs > 0)];
        if (shown.Length == 0)
        {
            throw new ArgumentException("must hold at least one state after an input; got none.", nameof(states));
        }

        foreach ((int number, DriftState state) in shown.Index())
        {
            if (number > 0 && state.Inputs <= shown[number - 1].Inputs)
            {
                throw new ArgumentException(
                    $"must have numbers of inputs that rise, without a reset between them; after {shown[number - 1].Inputs} came {state.Inputs}.", nameof(states));
            }

            if (!(state.Evidence > 0 && double.IsFinite(state.Evidence)))
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"must have evidence that is finite and greater than 0; after {state.Inputs} inputs it is {state.Evidence}."),
                    nameof(states));
            }
        }

        return shown;
    }
}
