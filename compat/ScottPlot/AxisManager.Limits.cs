using ScottPlot.AutoScalers;

namespace ScottPlot;

/// <summary>What the axes show.</summary>
public partial class AxisManager
{
    public AxisLimits GetLimits() => GetLimits(Bottom, Left);

    public AxisLimits GetLimits(IXAxis xAxis, IYAxis yAxis) => new(xAxis.Min, xAxis.Max, yAxis.Min, yAxis.Max);

    public AxisLimits GetLimits(IAxes axes) => GetLimits(axes.XAxis, axes.YAxis);

    public AxisLimits GetDataLimits() => GetDataLimits(Bottom, Left);

    public AxisLimits GetDataLimits(IXAxis xAxis, IYAxis yAxis)
    {
        ExpandingAxisLimits limits = new();
        foreach (IPlottable plottable in _plot.PlottableList.Where(item => item.Axes.XAxis == xAxis && item.Axes.YAxis == yAxis))
        {
            limits.Expand(plottable.GetAxisLimits());
        }

        return limits.AxisLimits;
    }

    public void SetLimitsX(double left, double right, IXAxis xAxis)
    {
        xAxis.Range.Set(left, right);
        if (xAxis.Range.HasBeenSet)
        {
            AutoScaler.InvertedX = left > right;
        }
    }

    public void SetLimitsY(double bottom, double top, IYAxis yAxis)
    {
        yAxis.Range.Set(bottom, top);
        if (yAxis.Range.HasBeenSet)
        {
            AutoScaler.InvertedY = bottom > top;
        }
    }

    public void SetLimitsX(double left, double right) => SetLimitsX(left, right, Bottom);

    public void SetLimitsY(double bottom, double top) => SetLimitsY(bottom, top, Left);

    public void SetLimits(double left, double right, double bottom, double top) => SetLimits(left, right, bottom, top, Bottom, Left);

    public void SetLimits(double left, double right, double bottom, double top, IXAxis xAxis, IYAxis yAxis)
    {
        SetLimitsX(left, right, xAxis);
        SetLimitsY(bottom, top, yAxis);
    }

    public void SetLimits(double? left = null, double? right = null, double? bottom = null, double? top = null)
    {
        SetLimitsX(left ?? Bottom.Min, right ?? Bottom.Max);
        SetLimitsY(bottom ?? Left.Min, top ?? Left.Max);
    }

    public void SetLimits(CoordinateRect rect) => SetLimits(new AxisLimits(rect));

    public void SetLimitsX(CoordinateRect limits) => SetLimitsX(limits.Left, limits.Right);

    public void SetLimitsY(CoordinateRect limits) => SetLimitsY(limits.Bottom, limits.Top);

    public void SetLimitsX(AxisLimits limits) => SetLimitsX(limits.Left, limits.Right);

    public void SetLimitsX(AxisLimits limits, IXAxis xAxis) => SetLimitsX(limits.Left, limits.Right, xAxis);

    public void SetLimitsY(AxisLimits limits) => SetLimitsY(limits.Bottom, limits.Top);

    public void SetLimitsY(AxisLimits limits, IYAxis yAxis) => SetLimitsY(limits.Bottom, limits.Top, yAxis);

    public void SetLimits(AxisLimits limits) => SetLimits(limits, Bottom, Left);

    public void SetLimits(AxisLimits limits, IXAxis xAxis, IYAxis yAxis) =>
        SetLimits(limits.Left, limits.Right, limits.Bottom, limits.Top, xAxis, yAxis);

    public void SetLimits(CoordinateRange xRange, CoordinateRange yRange) => SetLimits(new AxisLimits(xRange.Min, xRange.Max, yRange.Min, yRange.Max));

    public void InvertX() => Turn(invertX: true, invertY: null);

    public void RectifyX() => Turn(invertX: false, invertY: null);

    public void InvertY() => Turn(invertX: null, invertY: true);

    public void RectifyY() => Turn(invertX: null, invertY: false);

    public void ReplaceNullAxesWithDefaults()
    {
        foreach (IAxes axes in _plot.PlottableList.Select(plottable => plottable.Axes))
        {
            axes.XAxis ??= Bottom;
            axes.YAxis ??= Left;
        }
    }

    public void AutoScale(bool? invertX = null, bool? invertY = null)
    {
        ReplaceNullAxesWithDefaults();
        AutoScaler.InvertedX = invertX ?? AutoScaler.InvertedX;
        AutoScaler.InvertedY = invertY ?? AutoScaler.InvertedY;
        AutoScaler.AutoScaleAll(_plot.PlottableList);
    }

    public void AutoScale(IXAxis xAxis, IYAxis yAxis, bool horizontal = true, bool vertical = true)
    {
        ReplaceNullAxesWithDefaults();
        AxisLimits limits = AutoScaler.GetAxisLimits(_plot, xAxis, yAxis);
        if (horizontal)
        {
            SetLimitsX(limits, xAxis);
        }

        if (vertical)
        {
            SetLimitsY(limits, yAxis);
        }
    }

    public void AutoScaleX() => AutoScaleX(Bottom);

    public void AutoScaleY() => AutoScaleY(Left);

    public void AutoScaleX(IXAxis xAxis) => AutoScale(xAxis, Left, vertical: false);

    public void AutoScaleY(IYAxis yAxis) => AutoScale(Bottom, yAxis, horizontal: false);

    public void Margins() => Margins(.1, .15);

    public void Margins(double horizontal = 0.1, double vertical = .15)
    {
        AutoScaler = new FractionalAutoScaler(horizontal, vertical);
        AutoScale();
    }

    public void Margins(double left = .05, double right = .05, double bottom = .07, double top = .07)
    {
        AutoScaler = new FractionalAutoScaler(left, right, bottom, top);
        AutoScale();
    }

    public void MarginsX(double horizontal = 0.1)
    {
        if (AutoScaler is FractionalAutoScaler scaler)
        {
            scaler.SetMarginsX(horizontal);
            AutoScale();
        }
        else
        {
            Margins(horizontal, 0.15);
        }
    }

    public void MarginsY(double vertical = 0.15)
    {
        if (AutoScaler is FractionalAutoScaler scaler)
        {
            scaler.SetMarginsY(vertical);
            AutoScale();
        }
        else
        {
            Margins(0.1, vertical);
        }
    }

    public void TightMargins() => Margins(0, 0);

    private void Turn(bool? invertX, bool? invertY)
    {
        if (!LimitsHaveBeenSet)
        {
            AutoScale();
        }

        if (invertX is bool x)
        {
            CoordinateRange range = Bottom.GetRange();
            SetLimitsX(x ? range.Max : range.Min, x ? range.Min : range.Max);
        }

        if (invertY is bool y)
        {
            CoordinateRange range = Left.GetRange();
            SetLimitsY(y ? range.Max : range.Min, y ? range.Min : range.Max);
        }
    }
}
