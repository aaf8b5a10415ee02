namespace ScottPlot;

public partial class LabelStyle
{
    public bool Italic;

    public float OffsetX;
    public float OffsetY;

    public float BorderRadiusX;
    public float BorderRadiusY;

    public bool IsVisible { get; set; } = true;

    public string Text { get; set; } = string.Empty;

    public Alignment Alignment { get; set; } = Alignment.UpperLeft;

    /// <summary>Degrees, clockwise.</summary>
    public float Rotation { get; set; }

    public Color ForeColor { get; set; } = Colors.Black;

    public Color BackgroundColor { get; set; } = Colors.Transparent;

    public Color BorderColor { get; set; } = Colors.Transparent;

    public float BorderWidth { get; set; } = 1;

    public Color ShadowColor { get; set; } = Colors.Transparent;

    public PixelOffset ShadowOffset { get; set; } = new(3, 3);

    public bool AntiAliasBackground { get; set; } = true;

    public string FontName { get; set; } = Fonts.Default;

    public float FontSize { get; set; } = 12;

    public bool Bold { get; set; }

    /// <summary>From one line to the next; that of the font where it is null.</summary>
    public float? LineSpacing { get; set; }

    public float BorderRadius
    {
        get => BorderRadiusX;
        set => (BorderRadiusX, BorderRadiusY) = (value, value);
    }

    /// <summary>Sets all four sides of PixelPadding.</summary>
    public float Padding
    {
        get => 0;
        set => PixelPadding = new PixelPadding(value);
    }

    public PixelPadding PixelPadding { get; set; } = PixelPadding.Zero;

    public PixelRect LastRenderPixelRect { get; private set; }

    public static LabelStyle Default => new() { IsVisible = true, ForeColor = Colors.Black };
}
