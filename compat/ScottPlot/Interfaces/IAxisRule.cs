namespace ScottPlot;

public interface IAxisRule
{
    void Apply(RenderPack rp, bool beforeLayout);
}
