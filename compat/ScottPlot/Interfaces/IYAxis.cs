namespace ScottPlot;

public interface IYAxis : IAxis
{
    double Height { get; }
}
