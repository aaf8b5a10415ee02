namespace ScottPlot.Plottables;

/// <summary>The band between two lines.</summary>
public class FillY : FilledPlottable
{
    private readonly Polygon _area = new([]);

    public FillY()
    {
    }

    public FillY(Scatter scatter1, Scatter scatter2)
    {
        _area.UpdateCoordinates([.. scatter1.Data.GetScatterPoints(), .. scatter2.Data.GetScatterPoints().Reverse()]);
    }

    public override IAxes Axes { get => _area.Axes; set => _area.Axes = value; }

    public override FillStyle FillStyle { get => _area.FillStyle; set => _area.FillStyle = value; }

    public override LineStyle LineStyle { get => _area.LineStyle; set => _area.LineStyle = value; }

    public override IEnumerable<LegendItem> LegendItems => LegendItem.Single(this, LegendText, FillStyle, LineStyle);

    public void SetDataSource(ICollection<(double X, double Top, double Bottom)> items) => _area.UpdateCoordinates(
        [.. items.Select(item => new Coordinates(item.X, item.Bottom)), .. items.Reverse().Select(item => new Coordinates(item.X, item.Top))]);

    public void SetDataSource<T>(ICollection<T> items, Func<T, (double X, double Top, double Bottom)> coordinateSolver) =>
        SetDataSource([.. items.Select(coordinateSolver)]);

    public override AxisLimits GetAxisLimits() => _area.GetAxisLimits();

    public override void Render(RenderPack rp) => _area.Render(rp);
}
