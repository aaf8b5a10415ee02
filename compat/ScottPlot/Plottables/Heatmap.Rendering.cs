namespace ScottPlot.Plottables;

/// <summary>Places and colours of the cells.</summary>
public partial class Heatmap
{
    /// <summary>The outer edges of the outer cells.</summary>
    public CoordinateRect GetAlignedExtent() => GetOuterRect().WithTranslation(
        -Math.Abs(CellWidth) * CellAlignment.HorizontalFraction(), -Math.Abs(CellHeight) * CellAlignment.VerticalFraction());

    public override AxisLimits GetAxisLimits() => Intensities.Length == 0 ? AxisLimits.NoLimits : new AxisLimits(GetAlignedExtent());

    /// <summary>Column and row of the cell at a point.</summary>
    public (int x, int y) GetIndexes(Coordinates coordinates)
    {
        CoordinateRect rect = GetAlignedExtent();
        return ((int)((coordinates.X - rect.Left) / CellWidth), (int)((rect.Top - coordinates.Y) / CellHeight));
    }

    public double GetValue(Coordinates coordinates)
    {
        if (!GetAlignedExtent().Contains(coordinates))
        {
            return double.NaN;
        }

        (int x, int y) = GetIndexes(coordinates);
        return Intensities[Math.Clamp(y, 0, Rows - 1), Math.Clamp(x, 0, Columns - 1)];
    }

    public override void Render(RenderPack rp)
    {
        if (Intensities.Length == 0)
        {
            return;
        }

        _image ??= Image.FromPremultiplied(GetColors(), Columns, Rows);
        _image.Render(rp.Canvas, Axes.GetPixelRect(GetAlignedExtent()), Smooth);
    }

    /// <summary>The extent, widened by the one cell that its middles leave out.</summary>
    private CoordinateRect GetOuterRect()
    {
        if (Extent is not CoordinateRect extent)
        {
            return new CoordinateRect(0, Columns, 0, Rows);
        }

        // A single column or row has no second one to tell how far apart they are.
        double width = Columns > 1 ? extent.Width / (Columns - 1) : 1;
        double height = Rows > 1 ? extent.Height / (Rows - 1) : 1;
        return new CoordinateRect(
            extent.IsInvertedX ? extent.Left - width : extent.Left,
            extent.IsInvertedX ? extent.Right : extent.Right + width,
            extent.IsInvertedY ? extent.Bottom - height : extent.Bottom,
            extent.IsInvertedY ? extent.Top : extent.Top + height);
    }

    private uint[] GetColors()
    {
        Range range = GetRange();
        CoordinateRect outer = GetOuterRect();
        bool flipRows = FlipVertically ^ outer.IsInvertedY;
        bool flipColumns = FlipHorizontally ^ outer.IsInvertedX;
        uint[] argb = new uint[Intensities.Length];
        for (int y = 0; y < Rows; y++)
        {
            int row = (flipRows ? Rows - 1 - y : y) * Columns;
            for (int x = 0; x < Columns; x++)
            {
                int column = flipColumns ? Columns - 1 - x : x;
                argb[row + column] = GetColor(y, x, range).PremultipliedARGB;
            }
        }

        return argb;
    }

    private Color GetColor(int y, int x, Range range)
    {
        double value = Intensities[y, x];
        if (double.IsNaN(value))
        {
            return NaNCellColor;
        }

        Color color = Colormap.GetColor(value, range);
        color = AlphaMap is null ? color : color.WithAlpha(AlphaMap[y, x]);
        return Opacity == 1 ? color : color.WithAlpha((byte)(color.Alpha * Opacity));
    }
}
