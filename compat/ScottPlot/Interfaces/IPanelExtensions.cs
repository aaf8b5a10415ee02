namespace ScottPlot;

public static class IPanelExtensions
{
    public static bool IsHorizontal(this IPanel panel) => panel.Edge.IsHorizontal();

    public static bool IsVertical(this IPanel panel) => panel.Edge.IsVertical();

    public static void LockSize(this IPanel panel, float size)
    {
        panel.MinimumSize = size;
        panel.MaximumSize = size;
    }

    public static void ResetSize(this IPanel panel)
    {
        panel.MinimumSize = 0;
        panel.MaximumSize = float.MaxValue;
    }
}
