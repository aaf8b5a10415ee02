using ScottPlot.TickGenerators;

namespace ScottPlot.AxisPanels;

public abstract class AxisBase : LabelStyleProperties
{
    public bool IsVisible { get; set; } = true;

    public abstract Edge Edge { get; }

    public virtual CoordinateRangeMutable Range { get; private set; } = CoordinateRangeMutable.NotSet;

    public float MinimumSize { get; set; }

    public float MaximumSize { get; set; } = float.MaxValue;

    public float SizeWhenNoData { get; set; } = 15;

    public PixelPadding EmptyLabelPadding { get; set; } = new(10, 5);

    public PixelPadding PaddingBetweenTickAndAxisLabels { get; set; } = new(5, 3);

    public PixelPadding PaddingOutsideAxisLabels { get; set; } = new(2, 2);

    public double Min { get => Range.Min; set => Range.Min = value; }

    public double Max { get => Range.Max; set => Range.Max = value; }

    public virtual ITickGenerator TickGenerator { get; set; } = new NumericAutomatic();

    public LabelStyle Label => LabelStyle;

    public override LabelStyle LabelStyle { get; set; } = new() { FontSize = 16, Bold = true, Rotation = -90 };

    public LineStyle FrameLineStyle { get; } = new(1, Colors.Black) { AntiAlias = false };

    public TickMarkStyle MajorTickStyle { get; set; } = new() { Length = 4, Width = 1, Color = Colors.Black };

    public TickMarkStyle MinorTickStyle { get; set; } = new() { Length = 2, Width = 1, Color = Colors.Black };

    public LabelStyle TickLabelStyle { get; set; } = new() { Alignment = Alignment.MiddleCenter };

    /// <summary>Of the label, the tick labels, the ticks and the frame.</summary>
    public void Color(Color color)
    {
        LabelStyle.ForeColor = color;
        TickLabelStyle.ForeColor = color;
        MajorTickStyle.Color = color;
        MinorTickStyle.Color = color;
        FrameLineStyle.Color = color;
    }

    public void SetTicks(double[] xs, string[] labels)
    {
        if (xs.Length != labels.Length)
        {
            throw new ArgumentException($"{nameof(xs)} and {nameof(labels)} must have equal length; they have {xs.Length} and {labels.Length}.");
        }

        TickGenerator = new NumericManual(xs, labels);
    }

    public void RegenerateTicks(PixelLength size, Paint paint) =>
        TickGenerator.Regenerate(Range.ToCoordinateRange, Edge, size, paint, TickLabelStyle);

    public override string ToString() => $"{GetType().Name} {Range}";

    /// <summary>The widest and the highest of the tick labels, as they are turned.</summary>
    internal PixelSize MeasureTickLabels(Paint paint)
    {
        PixelSize largest = PixelSize.Zero;
        foreach (Tick tick in LabelledTicks())
        {
            largest = largest.Max(TickLabelStyle.MeasureTurned(TickText.Shown(tick.Label), paint));
        }

        return largest;
    }

    internal IEnumerable<Tick> LabelledTicks() => TickLabelStyle.IsVisible
        ? TickGenerator.Ticks.Where(tick => !string.IsNullOrWhiteSpace(tick.Label))
        : [];

    /// <param name="rp">What is drawn on.</param>
    /// <param name="tick">The one to draw.</param>
    /// <param name="start">Where it touches the frame.</param>
    /// <param name="outwards">One pixel away from the data.</param>
    /// <param name="gap">From the end of the tick to its label.</param>
    /// <param name="alignment">Of a label that is not turned.</param>
    private protected void RenderTick(RenderPack rp, Tick tick, Pixel start, Pixel outwards, float gap, Alignment alignment)
    {
        TickMarkStyle style = tick.IsMajor ? MajorTickStyle : MinorTickStyle;
        rp.Canvas.DrawLine(new PixelLine(start, start + (outwards * style.Length)), style.ToLineStyle());
        if (string.IsNullOrWhiteSpace(tick.Label))
        {
            return;
        }

        TickLabelStyle.Text = TickText.Shown(tick.Label);
        if (TickLabelStyle.Rotation == 0)
        {
            TickLabelStyle.Alignment = alignment;
        }

        TickLabelStyle.Render(rp.Canvas, start + (outwards * (style.Length + gap)));
    }
}
