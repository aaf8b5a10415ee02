namespace ScottPlot;

public class SubplotCollection
{
    private readonly List<Plot> _plots = [];

    public Action<List<Plot>> PlotAddedAction = CopyStyleOntoLastPlot;

    public int Count => _plots.Count;

    public void Add(Plot plot)
    {
        _plots.Add(plot);
        PlotAddedAction.Invoke(_plots);
    }

    public void Remove(Plot plot) => _plots.Remove(plot);

    public void RemoveAt(int index) => _plots.RemoveAt(index);

    public Plot GetPlot(int index) => _plots[index];

    public Plot[] GetPlots() => [.. _plots];

    /// <summary>The last plot gets the backgrounds of the first.</summary>
    public static void CopyStyleOntoLastPlot(List<Plot> plots)
    {
        plots[^1].FigureBackground.Color = plots[0].FigureBackground.Color;
        plots[^1].DataBackground.Color = plots[0].DataBackground.Color;
    }
}
