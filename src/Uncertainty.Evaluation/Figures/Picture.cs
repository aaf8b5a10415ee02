using ScottPlot;
using ScottPlot.Plottables;
using Image = ScottPlot.Image;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>An image in a figure, enlarged pixel by pixel; it goes with the figure.</summary>
internal sealed class Picture : ImageRect, IDisposable
{
    private readonly bool _mixes;

    /// <summary>Draws [H, W], [1, H, W] or [3, H, W] in [0, 1].</summary>
    /// <param name="image">The image.</param>
    /// <param name="mixes">Whether its colours may be mixed where it has more pixels than there is room for: those of classes may not.</param>
    public Picture(Tensor image, bool mixes = true)
    {
        _mixes = mixes;
        Image = new Image(PngImage.Encode(image));
        AntiAlias = false;
    }

    public void Place(CoordinateRect rect)
    {
        Rect = rect;
        AntiAlias = _mixes && rect.Width < Image!.Width;
    }

    public void Dispose() => Image?.Dispose();
}
