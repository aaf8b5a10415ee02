namespace ScottPlot;

public interface IHasColorAxis
{
    IColormap Colormap { get; }

    Range GetRange();
}
