using ScottPlot;

namespace Uncertainty.Evaluation;

/// <summary>Values that a histogram shows together, under a name.</summary>
/// <param name="Name">For the legend.</param>
/// <param name="Values">The values, in any order; at least one, all finite.</param>
/// <param name="Color">Their colour. Default null: that of the series' number, <see cref="FigureLook.Series"/>.</param>
public sealed record HistogramGroup(string Name, IReadOnlyList<double> Values, Color? Color = null);
