namespace ScottPlot.Plottables;

public class ErrorBar(
    IReadOnlyList<double> xs,
    IReadOnlyList<double> ys,
    IReadOnlyList<double>? xErrorsPositive,
    IReadOnlyList<double>? xErrorsNegative,
    IReadOnlyList<double>? yErrorsPositive,
    IReadOnlyList<double>? yErrorsNegative) : LinedPlottable
{
    public IReadOnlyList<double> Xs { get; set; } = xs;

    public IReadOnlyList<double> Ys { get; set; } = ys;

    public IReadOnlyList<double>? XErrorPositive { get; set; } = xErrorsPositive;

    public IReadOnlyList<double>? XErrorNegative { get; set; } = xErrorsNegative;

    public IReadOnlyList<double>? YErrorPositive { get; set; } = yErrorsPositive;

    public IReadOnlyList<double>? YErrorNegative { get; set; } = yErrorsNegative;

    /// <summary>Half the length of the line across each end, in pixels.</summary>
    public float CapSize { get; set; } = 3;

    public Color Color { get => LineStyle.Color; set => LineStyle.Color = value; }

    public override IEnumerable<LegendItem> LegendItems => LegendItem.Single(this, LegendText, LineStyle);

    public override AxisLimits GetAxisLimits()
    {
        ExpandingAxisLimits limits = new();
        for (int i = 0; i < Xs.Count; i++)
        {
            limits.Expand(Xs[i] - (XErrorNegative?[i] ?? 0), Ys[i] - (YErrorNegative?[i] ?? 0));
            limits.Expand(Xs[i] + (XErrorPositive?[i] ?? 0), Ys[i] + (YErrorPositive?[i] ?? 0));
        }

        return limits.AxisLimits;
    }

    public override void Render(RenderPack rp)
    {
        for (int i = 0; i < Xs.Count; i++)
        {
            double left = Xs[i] - (XErrorNegative?[i] ?? 0);
            double right = Xs[i] + (XErrorPositive?[i] ?? 0);
            double bottom = Ys[i] - (YErrorNegative?[i] ?? 0);
            double top = Ys[i] + (YErrorPositive?[i] ?? 0);
            RenderBar(rp, new CoordinateLine(Xs[i], bottom, Xs[i], top), new Pixel(CapSize, 0));
            RenderBar(rp, new CoordinateLine(left, Ys[i], right, Ys[i]), new Pixel(0, CapSize));
        }
    }

    private void RenderBar(RenderPack rp, CoordinateLine bar, Pixel cap)
    {
        if (bar.Start == bar.End)
        {
            return;
        }

        PixelLine line = Axes.GetPixelLine(bar);
        rp.Canvas.DrawLine(line, LineStyle);
        rp.Canvas.DrawLine(new PixelLine(line.Pixel1 - cap, line.Pixel1 + cap), LineStyle);
        rp.Canvas.DrawLine(new PixelLine(line.Pixel2 - cap, line.Pixel2 + cap), LineStyle);
    }
}
