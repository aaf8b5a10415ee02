namespace ScottPlot;

public interface IMultiplot
{
    SubplotCollection Subplots { get; }

    IMultiplotLayout Layout { get; set; }
}
