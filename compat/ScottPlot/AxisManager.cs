using ScottPlot.AutoScalers;
using ScottPlot.AxisPanels;
using ScottPlot.Grids;

namespace ScottPlot;

public partial class AxisManager
{
    private readonly Plot _plot;
    private readonly List<IXAxis> _xAxes = [new BottomAxis(), new TopAxis()];
    private readonly List<IYAxis> _yAxes = [new LeftAxis(), new RightAxis()];
    private readonly List<IPanel> _panels = [];

    public AxisManager(Plot plot)
    {
        _plot = plot;
        DefaultGrid = new DefaultGrid(Bottom, Left);
    }

    public IAutoScaler AutoScaler { get; set; } = new FractionalAutoScaler(.1, .15);

    public Panels.TitlePanel Title { get; } = new();

    public IXAxis Top => _xAxes.First(axis => axis.Edge == Edge.Top);

    public IXAxis Bottom => _xAxes.First(axis => axis.Edge == Edge.Bottom);

    public IYAxis Left => _yAxes.First(axis => axis.Edge == Edge.Left);

    public IYAxis Right => _yAxes.First(axis => axis.Edge == Edge.Right);

    public bool LimitsHaveBeenSet => Bottom.Range.HasBeenSet && Left.Range.HasBeenSet;

    public DefaultGrid DefaultGrid { get; set; }

    public List<IGrid> CustomGrids { get; } = [];

    public List<IGrid> AllGrids => [DefaultGrid, .. CustomGrids];

    /// <summary>Applied before each render.</summary>
    public List<IAxisRule> Rules { get; } = [];

    public IEnumerable<IAxis> GetAxes() => [.. _xAxes, .. _yAxes];

    public IEnumerable<IXAxis> GetXAxes() => _xAxes;

    public IEnumerable<IYAxis> GetYAxes() => _yAxes;

    public IEnumerable<IAxis> GetAxes(Edge edge) => [.. GetAxes().Where(axis => axis.Edge == edge)];

    public IPanel[] GetPanels() => [.. GetAxes(), .. _panels, Title];

    public void Remove(Edge edge)
    {
        _xAxes.RemoveAll(axis => axis.Edge == edge);
        _yAxes.RemoveAll(axis => axis.Edge == edge);
    }

    public void Remove(IAxis axis)
    {
        _xAxes.RemoveAll(item => item == axis);
        _yAxes.RemoveAll(item => item == axis);
    }

    public void Remove(IPanel panel) => _panels.Remove(panel);

    public void AddPanel(IPanel panel) => _panels.Add(panel);

    public void AddXAxis(IXAxis axis) => _xAxes.Add(axis);

    public void AddYAxis(IYAxis axis) => _yAxes.Add(axis);

    public LeftAxis AddLeftAxis() => AddedY(new LeftAxis());

    public RightAxis AddRightAxis() => AddedY(new RightAxis());

    public BottomAxis AddBottomAxis() => AddedX(new BottomAxis());

    public TopAxis AddTopAxis() => AddedX(new TopAxis());

    /// <summary>A unit is as long on both axes.</summary>
    public void SquareUnits() => Rules.Add(new AxisRules.SquareZoomOut(Bottom, Left));

    public void SquareUnits(bool enable)
    {
        if (enable)
        {
            SquareUnits();
            return;
        }

        Rules.RemoveAll(rule => rule is AxisRules.SquareZoomOut or AxisRules.SquarePreserveX or AxisRules.SquarePreserveY);
        AutoScale();
    }

    private T AddedX<T>(T axis)
        where T : IXAxis
    {
        _xAxes.Add(axis);
        return axis;
    }

    private T AddedY<T>(T axis)
        where T : IYAxis
    {
        _yAxes.Add(axis);
        return axis;
    }
}
