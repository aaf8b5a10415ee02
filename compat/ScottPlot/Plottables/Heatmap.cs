namespace ScottPlot.Plottables;

/// <summary>A grid of coloured cells; row 0 is at the top.</summary>
public partial class Heatmap(double[,] intensities) : PlottableBase, IHasColorAxis, IDisposable
{
    private IColormap _colormap = new Colormaps.Viridis();
    private CoordinateRect? _extent;
    private Range? _manualRange;
    private Range? _dataRange;
    private double _opacity = 1;
    private Color _nanCellColor = Colors.Transparent;
    private bool _flipVertically;
    private bool _flipHorizontally;
    private byte[,]? _alphaMap;
    private Image? _image;

    /// <summary>[rows, columns]. Call Update after changing values in place.</summary>
    public double[,] Intensities { get; set; } = intensities;

    public IColormap Colormap { get => _colormap; set => Change(ref _colormap, value); }

    /// <summary>Which point of a cell stands at its coordinates.</summary>
    public Alignment CellAlignment { get; set; } = Alignment.MiddleCenter;

    /// <summary>Where the middles of the outer cells are; (0, 0) to (columns - 1, rows - 1) without it.</summary>
    public CoordinateRect? Extent { get => _extent; set => Change(ref _extent, value); }

    public CoordinateRect? Position { get => Extent; set => Extent = value; }

    /// <summary>Sets where the outer edges of the outer cells are.</summary>
    public CoordinateRect? Rectangle
    {
        set
        {
            if (value is not CoordinateRect rect)
            {
                Extent = null;
                return;
            }

            double halfWidth = rect.Width / Columns / 2;
            double halfHeight = rect.Height / Rows / 2;
            Extent = new CoordinateRect(rect.Left + halfWidth, rect.Right - halfWidth, rect.Bottom + halfHeight, rect.Top - halfHeight);
        }
    }

    public bool FlipVertically { get => _flipVertically; set => Change(ref _flipVertically, value); }

    public bool FlipHorizontally { get => _flipHorizontally; set => Change(ref _flipHorizontally, value); }

    public bool FlipRows { get => FlipVertically; set => FlipVertically = value; }

    public bool FlipColumns { get => FlipHorizontally; set => FlipHorizontally = value; }

    /// <summary>Whether colours flow into each other.</summary>
    public bool Smooth { get; set; }

    public double CellWidth
    {
        get => GetOuterRect().Width / Columns;
        set
        {
            CoordinateRect outer = GetOuterRect();
            Extent = new CoordinateRect(outer.Left, outer.Left + (value * (Columns - 1)), outer.Bottom, outer.Top - CellHeight);
        }
    }

    public double CellHeight
    {
        get => GetOuterRect().Height / Rows;
        set
        {
            CoordinateRect outer = GetOuterRect();
            Extent = new CoordinateRect(outer.Left, outer.Right - CellWidth, outer.Bottom, outer.Bottom + (value * (Rows - 1)));
        }
    }

    public Color NaNCellColor { get => _nanCellColor; set => Change(ref _nanCellColor, value); }

    /// <summary>[rows, columns] opacities, 255 opaque.</summary>
    public byte[,]? AlphaMap
    {
        get => _alphaMap;
        set
        {
            if (value is not null && (value.GetLength(0) != Rows || value.GetLength(1) != Columns))
            {
                throw new ArgumentException(
                    $"AlphaMap must be [{Rows}, {Columns}] as the intensities are; it is [{value.GetLength(0)}, {value.GetLength(1)}].", nameof(value));
            }

            Change(ref _alphaMap, value);
        }
    }

    public double Opacity { get => _opacity; set => Change(ref _opacity, Math.Clamp(value, 0, 1)); }

    /// <summary>What the first and the last colour stand for; the data's extremes without it.</summary>
    public Range? ManualRange { get => _manualRange; set => Change(ref _manualRange, value); }

    /// <summary>Smallest and largest value that is not NaN.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public Range DataRange => _dataRange ??= Range.GetRange(Intensities);

    public override IEnumerable<LegendItem> LegendItems => LegendItem.None;

    private int Rows => Intensities.GetLength(0);

    private int Columns => Intensities.GetLength(1);

    public Range GetRange() => ManualRange ?? DataRange;

    public void Update()
    {
        _dataRange = null;
        _image?.Dispose();
        _image = null;
    }

    public void Dispose()
    {
        Update();
        GC.SuppressFinalize(this);
    }

    private void Change<T>(ref T field, T value)
    {
        field = value;
        Update();
    }
}
