namespace ScottPlot;

public class BackgroundStyle
{
    public Color Color { get => FillStyle.Color; set => FillStyle.Color = value; }

    public FillStyle FillStyle { get; set; } = new(Colors.White);

    public void Render(RenderPack rp, PixelRect target) => rp.Canvas.FillRectangle(target, FillStyle);
}
