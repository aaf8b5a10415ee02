namespace ScottPlot;

/// <summary>Shortcuts.</summary>
public partial class Plot
{
    public IEnumerable<IPlottable> GetPlottables() => PlottableList;

    public IEnumerable<T> GetPlottables<T>()
        where T : IPlottable => PlottableList.OfType<T>();

    public void Remove(IPlottable plottable) => PlottableList.RemoveAll(item => ReferenceEquals(item, plottable));

    public void Remove(IPanel panel) => Axes.Remove(panel);

    public void Remove(IAxis axis) => Axes.Remove(axis);

    public void Remove<T>()
        where T : IPlottable => PlottableList.RemoveAll(item => item is T);

    public void Clear() => PlottableList.Clear();

    public void Clear<T>()
        where T : IPlottable => Remove<T>();

    public void MoveToTop(IPlottable plottable) => MoveToFront(plottable);

    public void MoveToBottom(IPlottable plottable) => MoveToBack(plottable);

    /// <summary>Drawn last, over the others.</summary>
    public void MoveToFront(IPlottable plottable)
    {
        if (PlottableList.Remove(plottable))
        {
            PlottableList.Add(plottable);
        }
    }

    /// <summary>Drawn first, under the others.</summary>
    public void MoveToBack(IPlottable plottable)
    {
        if (PlottableList.Remove(plottable))
        {
            PlottableList.Insert(0, plottable);
        }
    }

    public void HideAxesAndGrid()
    {
        Axes.Frameless();
        HideGrid();
    }

    public void ShowAxesAndGrid()
    {
        Axes.Frameless(false);
        ShowGrid();
    }

    public void HideGrid() => Axes.AllGrids.ForEach(grid => grid.IsVisible = false);

    public void ShowGrid() => Axes.AllGrids.ForEach(grid => grid.IsVisible = true);

    public Legend ShowLegend()
    {
        Legend.IsVisible = true;
        return Legend;
    }

    public Legend ShowLegend(Alignment alignment)
    {
        Legend.Alignment = alignment;
        return ShowLegend();
    }

    public Legend ShowLegend(Alignment alignment, Orientation orientation)
    {
        Legend.Orientation = orientation;
        return ShowLegend(alignment);
    }

    public Legend ShowLegend(IEnumerable<LegendItem> items, Alignment location = Alignment.LowerRight)
    {
        Legend.ManualItems.Clear();
        Legend.ManualItems.AddRange(items);
        return ShowLegend(location);
    }

    /// <summary>Beside the data instead of over them.</summary>
    public Panels.LegendPanel ShowLegend(Edge edge)
    {
        HideLegend();
        Legend.Orientation = edge.IsVertical() ? Orientation.Vertical : Orientation.Horizontal;
        Panels.LegendPanel panel = new(Legend) { Edge = edge, Alignment = Alignment.MiddleCenter };
        Axes.AddPanel(panel);
        return panel;
    }

    public Legend HideLegend()
    {
        Legend.IsVisible = false;
        return Legend;
    }

    public void Title(string? text = null, float? size = null)
    {
        Axes.Title.Label.Text = text ?? Axes.Title.Label.Text;
        Axes.Title.Label.FontSize = size ?? Axes.Title.Label.FontSize;
        Axes.Title.IsVisible = true;
    }

    public void Title(bool show) => Axes.Title.IsVisible = show;

    public void XLabel(string label, float? size = null)
    {
        Axes.Bottom.Label.Text = label;
        Axes.Bottom.Label.FontSize = size ?? Axes.Bottom.Label.FontSize;
    }

    public void YLabel(string label, float? size = null)
    {
        Axes.Left.Label.Text = label;
        Axes.Left.Label.FontSize = size ?? Axes.Left.Label.FontSize;
    }
}
