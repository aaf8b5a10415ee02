namespace ScottPlot;

/// <summary>Several plots in one picture.</summary>
public class Multiplot : IMultiplot
{
    public Multiplot()
        : this(new Plot())
    {
    }

    public Multiplot(Plot plot)
    {
        Subplots.Add(plot);
    }

    public SubplotCollection Subplots { get; } = new();

    public IMultiplotLayout Layout { get; set; } = new MultiplotLayouts.Rows();
}
