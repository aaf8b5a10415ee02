namespace ScottPlot.AxisRules;

/// <summary>A unit is as long on both axes; the vertical one gives way.</summary>
public class SquarePreserveX(IXAxis xAxis, IYAxis yAxis) : IAxisRule
{
    public void Apply(RenderPack rp, bool beforeLayout)
    {
        if (!beforeLayout && rp.DataRect.HasArea)
        {
            SquareZoomOut.SetLength(yAxis, Math.Abs(xAxis.Width) / rp.DataRect.Width * rp.DataRect.Height);
        }
    }
}
