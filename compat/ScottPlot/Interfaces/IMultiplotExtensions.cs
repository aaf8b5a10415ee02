using ScottPlot.Interop;

namespace ScottPlot;

public static class IMultiplotExtensions
{
    public static Image Render(this IMultiplot multiplot, int width, int height) =>
        Image.Draw(width, height, canvas => multiplot.Render(canvas, new PixelRect(width, height)));

    public static SavedImageInfo SavePng(this IMultiplot multiplot, string filename, int width = 800, int height = 600)
    {
        using Image image = multiplot.Render(width, height);
        return image.SavePng(filename);
    }

    public static Plot AddPlot(this IMultiplot multiplot)
    {
        Plot plot = new();
        multiplot.AddPlot(plot);
        return plot;
    }

    public static void AddPlot(this IMultiplot multiplot, Plot plot) => multiplot.Subplots.Add(plot);

    /// <summary>Adds or removes plots at the end until there are so many.</summary>
    public static void AddPlots(this IMultiplot multiplot, int total)
    {
        while (multiplot.Count() < total)
        {
            multiplot.AddPlot();
        }

        while (multiplot.Count() > total)
        {
            multiplot.Subplots.RemoveAt(multiplot.Count() - 1);
        }
    }

    public static void RemovePlot(this IMultiplot multiplot, Plot plot) => multiplot.Subplots.Remove(plot);

    public static Plot GetPlot(this IMultiplot multiplot, int index) => multiplot.Subplots.GetPlot(index);

    public static Plot[] GetPlots(this IMultiplot multiplot) => multiplot.Subplots.GetPlots();

    public static int Count(this IMultiplot multiplot) => multiplot.Subplots.Count;

    internal static void Render(this IMultiplot multiplot, Canvas canvas, PixelRect figureRect)
    {
        PixelRect[] places = multiplot.Layout.GetSubplotRectangles(multiplot.Subplots, figureRect);
        foreach ((Plot plot, PixelRect place) in multiplot.GetPlots().Zip(places))
        {
            if (!float.IsNaN(place.Width))
            {
                plot.RenderManager.Render(canvas, place);
            }
        }
    }
}
