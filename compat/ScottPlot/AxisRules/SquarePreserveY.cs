namespace ScottPlot.AxisRules;

/// <summary>A unit is as long on both axes; the horizontal one gives way.</summary>
public class SquarePreserveY(IXAxis xAxis, IYAxis yAxis) : IAxisRule
{
    public void Apply(RenderPack rp, bool beforeLayout)
    {
        if (!beforeLayout && rp.DataRect.HasArea)
        {
            SquareZoomOut.SetLength(xAxis, Math.Abs(yAxis.Height) / rp.DataRect.Height * rp.DataRect.Width);
        }
    }
}
