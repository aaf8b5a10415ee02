using ScottPlot;
using ScottPlot.Plottables;

namespace Uncertainty.Evaluation;

/// <summary>A picture in a row and a column, with what belongs to it.</summary>
/// <param name="Row">From 0, at the top.</param>
/// <param name="Column">From 0, at the left.</param>
/// <param name="Place">Puts the picture where it is told.</param>
/// <param name="Words">The caption, in full.</param>
/// <param name="Caption">Where it is written; null where there is none.</param>
/// <param name="Frame">A frame around the picture; null where there is none.</param>
internal sealed record ImageCell(int Row, int Column, Action<CoordinateRect> Place, string Words = "", Text? Caption = null, Rectangle? Frame = null);
