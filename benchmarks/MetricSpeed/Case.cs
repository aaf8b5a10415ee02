namespace MetricSpeed;

/// <summary>A metric of numbers that lie ready.</summary>
/// <param name="Title">What it is.</param>
/// <param name="Compute">Gives its value.</param>
/// <param name="PeerMetric">What the peer calls it; null where it has none.</param>
internal sealed record Case(string Title, Func<double> Compute, string? PeerMetric = null);
