using ScottPlot;

namespace Uncertainty.Testing;

/// <summary>A shape of a drawn figure.</summary>
/// <param name="Fill">#RRGGBB or none.</param>
/// <param name="Stroke">#RRGGBB or none.</param>
/// <param name="Box">Around its points, in pixels.</param>
public sealed record DrawnShape(string Fill, string Stroke, PixelRect Box);
