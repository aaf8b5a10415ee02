namespace ScottPlot.TickGenerators;

public class NumericAutomatic : ITickGenerator
{
    private const int MaximumAttempts = 5;

    public DecimalTickSpacingCalculator TickSpacingCalculator = new();
    public int? TargetTickCount;

    public Tick[] Ticks { get; set; } = [];

    public int MaxTickCount
    {
        get => TickSpacingCalculator.MaximumTickCount;
        set => TickSpacingCalculator.MaximumTickCount = value;
    }

    public bool IntegerTicksOnly { get; set; }

    public Func<double, string> LabelFormatter { get; set; } = LabelFormatters.Numeric;

    public IMinorTickGenerator MinorTickGenerator { get; set; } = new EvenlySpacedMinorTickGenerator(5);

    /// <summary>In pixels.</summary>
    public float MinimumTickSpacing { get; set; }

    public double TickDensity { get; set; } = 1.0;

    public void Regenerate(CoordinateRange range, Edge edge, PixelLength size, Paint paint, LabelStyle labelStyle)
    {
        float longest = 12;
        double[] positions = [];
        string[] labels = [];
        for (int attempt = 0; attempt < MaximumAttempts; attempt++)
        {
            float room = TargetTickCount is int target
                ? size.Length / (target + 1)
                : Math.Max(MinimumTickSpacing, longest / (float)TickDensity);
            positions = TickSpacingCalculator.GenerateTickPositions(range, size, room);
            labels = [.. positions.Select(position => LabelFormatter(position))];
            float needed = labels.Select(label => Extent(label, edge, paint, labelStyle)).DefaultIfEmpty(0).Max();
            if (needed <= longest)
            {
                break;
            }

            longest = needed;
        }

        Ticks = [.. Assemble(positions, labels, range).Where(tick => range.Contains(tick.Position))];
    }

    private static float Extent(string label, Edge edge, Paint paint, LabelStyle labelStyle)
    {
        PixelSize size = labelStyle.MeasureTurned(TickText.Shown(label), paint);
        return edge.IsVertical() ? size.Height : size.Width;
    }

    private IEnumerable<Tick> Assemble(double[] positions, string[] labels, CoordinateRange range)
    {
        bool IsKept(double position) => !IntegerTicksOnly || Math.Abs(position - Math.Round(position)) < .01;
        double[] kept = [.. positions.Where(IsKept)];
        IEnumerable<Tick> major = positions.Zip(labels, Tick.Major).Where(tick => IsKept(tick.Position));
        return major.Concat(MinorTickGenerator.GetMinorTicks(kept, range).Select(Tick.Minor));
    }
}
