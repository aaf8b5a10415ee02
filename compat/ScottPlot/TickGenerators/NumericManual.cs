namespace ScottPlot.TickGenerators;

public class NumericManual : ITickGenerator
{
    private readonly List<Tick> _all = [];

    public NumericManual()
    {
    }

    public NumericManual(Tick[] ticks)
    {
        _all.AddRange(ticks);
    }

    public NumericManual(double[] positions, string[] labels)
    {
        if (positions.Length != labels.Length)
        {
            throw new ArgumentException(
                $"{nameof(positions)} and {nameof(labels)} must have equal length; they have {positions.Length} and {labels.Length}.");
        }

        _all.AddRange(positions.Zip(labels, Tick.Major));
    }

    public Tick[] Ticks { get; private set; } = [];

    public int MaxTickCount { get; set; } = 50;

    public void Regenerate(CoordinateRange range, Edge edge, PixelLength size, Paint paint, LabelStyle labelStyle) =>
        Ticks = [.. _all.Where(tick => range.Contains(tick.Position))];

    public void Add(Tick tick) => _all.Add(tick);

    public void AddMajor(double position, string label) => Add(Tick.Major(position, label));

    public void AddMinor(double position) => Add(Tick.Minor(position));
}
