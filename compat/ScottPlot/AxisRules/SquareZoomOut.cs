namespace ScottPlot.AxisRules;

/// <summary>A unit is as long on both axes; the axis that has room for it shows more.</summary>
public class SquareZoomOut(IXAxis xAxis, IYAxis yAxis) : IAxisRule
{
    public void Apply(RenderPack rp, bool beforeLayout)
    {
        if (beforeLayout || !rp.DataRect.HasArea)
        {
            return;
        }

        double unitsPerPixel = Math.Max(Math.Abs(xAxis.Width) / rp.DataRect.Width, Math.Abs(yAxis.Height) / rp.DataRect.Height);
        SetLength(xAxis, unitsPerPixel * rp.DataRect.Width);
        SetLength(yAxis, unitsPerPixel * rp.DataRect.Height);
    }

    internal static void SetLength(IAxis axis, double length)
    {
        double half = (axis.IsInverted() ? -length : length) / 2;
        double center = axis.Range.Center;
        axis.Range.Set(center - half, center + half);
    }
}
