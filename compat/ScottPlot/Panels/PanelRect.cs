namespace ScottPlot.Panels;

/// <summary>Where a panel lies: beside the data, as long as they are.</summary>
internal static class PanelRect
{
    internal static PixelRect Get(Edge edge, PixelRect data, float size, float offset) => edge switch
    {
        Edge.Left => new PixelRect(data.Left - offset - size, data.Left - offset, data.Bottom, data.Top),
        Edge.Right => new PixelRect(data.Right + offset, data.Right + offset + size, data.Bottom, data.Top),
        Edge.Bottom => new PixelRect(data.Left, data.Right, data.Bottom + offset + size, data.Bottom + offset),
        _ => new PixelRect(data.Left, data.Right, data.Top - offset, data.Top - offset - size),
    };

    /// <summary>The middle of a text that stays between two ends, if it is not longer than they are apart.</summary>
    internal static float Middle(float wanted, float length, float low, float high) => length > high - low
        ? wanted
        : Math.Clamp(wanted, low + (length / 2), high - (length / 2));
}
