namespace ScottPlot;

public interface IRenderLast
{
    void RenderLast(RenderPack rp);
}
