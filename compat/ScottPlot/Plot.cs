using ScottPlot.Grids;
using ScottPlot.Rendering;

namespace ScottPlot;

public partial class Plot : IDisposable
{
    /// <summary>Behind everything.</summary>
    public BackgroundStyle FigureBackground = new() { Color = Colors.White };

    /// <summary>Behind the data.</summary>
    public BackgroundStyle DataBackground = new() { Color = Colors.Transparent };

    private double _scaleFactor = 1;

    public Plot()
    {
        Axes = new AxisManager(this);
        Add = new PlottableAdder(this);
        RenderManager = new RenderManager(this);
        Legend = new Legend(this);
        Layout = new LayoutManager(this);
        Font = new Stylers.FontStyler(this);
    }

    public List<IPlottable> PlottableList { get; } = [];

    public PlottableAdder Add { get; }

    public AxisManager Axes { get; }

    public RenderManager RenderManager { get; }

    public RenderDetails LastRender => RenderManager.LastRender;

    public LayoutManager Layout { get; private set; }

    public Legend Legend { get; set; }

    public Stylers.FontStyler Font { get; }

    public DefaultGrid Grid => Axes.DefaultGrid;

    public LineStyle FigureBorder { get; set; } = LineStyle.None;

    public LineStyle DataBorder { get; set; } = LineStyle.None;

    /// <summary>How many pixels a pixel of the layout has: 2 makes text, lines and marks twice as large.</summary>
    public double ScaleFactor
    {
        get => _scaleFactor;
        set => _scaleFactor = double.IsFinite(value) && value > 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "ScaleFactor must be finite and greater than 0.");
    }

    public void Dispose()
    {
        foreach (IDisposable plottable in PlottableList.OfType<IDisposable>())
        {
            plottable.Dispose();
        }

        PlottableList.Clear();
        GC.SuppressFinalize(this);
    }

    /// <summary>Where a point was drawn by the last render.</summary>
    public Pixel GetPixel(Coordinates coordinates) => GetPixel(coordinates, Axes.Bottom, Axes.Left);

    public Pixel GetPixel(Coordinates coordinates, IXAxis xAxis, IYAxis yAxis)
    {
        PixelRect data = LastRender.DataRect;
        return new Pixel(xAxis.GetPixel(coordinates.X, data), yAxis.GetPixel(coordinates.Y, data)).Multiply((float)ScaleFactor);
    }

    public Coordinates GetCoordinates(Pixel pixel, IXAxis? xAxis = null, IYAxis? yAxis = null)
    {
        Pixel scaled = pixel.Divide((float)ScaleFactor);
        PixelRect data = LastRender.DataRect;
        return new Coordinates((xAxis ?? Axes.Bottom).GetCoordinate(scaled.X, data), (yAxis ?? Axes.Left).GetCoordinate(scaled.Y, data));
    }

    public Coordinates GetCoordinates(float x, float y, IXAxis? xAxis = null, IYAxis? yAxis = null) =>
        GetCoordinates(new Pixel(x, y), xAxis, yAxis);
}
