using ScottPlot.Interop;

namespace ScottPlot;

/// <summary>Measuring and drawing.</summary>
public partial class LabelStyle
{
    public MeasuredText Measure(Paint paint) => Measure(Text, paint);

    public MeasuredText Measure(string text, Paint paint) => Measure(text, paint.Canvas);

    public (string text, float height) MeasureHighestString(string[] strings, Paint paint)
    {
        (string text, float height) highest = (string.Empty, 0);
        foreach (string candidate in strings)
        {
            float height = Measure(candidate, paint).Height;
            highest = height > highest.height ? (candidate, height) : highest;
        }

        return highest;
    }

    public (string text, PixelLength width) MeasureWidestString(string[] strings, Paint paint)
    {
        (string text, float width) widest = (string.Empty, 0);
        foreach (string candidate in strings)
        {
            float width = Measure(candidate, paint).Width;
            widest = width > widest.width ? (candidate, width) : widest;
        }

        return widest;
    }

    public Pixel GetRenderLocation(PixelRect rect, Alignment rectAlignment, float offsetX, float offsetY, Paint paint)
    {
        PixelSize size = Measure(paint).Size;
        Pixel corner = new PixelRect(size).AlignedInside(rect, rectAlignment).TopLeft;
        float x = rectAlignment.HorizontalFraction() switch { 0 => offsetX, 1 => -offsetX, _ => 0 };
        float y = rectAlignment.VerticalFraction() switch { 1 => offsetY, 0 => -offsetY, _ => 0 };
        return corner.WithOffset(x, y);
    }

    internal MeasuredText Measure(string text, Canvas canvas)
    {
        string[] lines = string.IsNullOrEmpty(text) ? [] : text.Split('\n');
        canvas.SetFont(FontName, FontSize, Bold, Italic);
        FontExtents font = canvas.MeasureFont();
        float lineHeight = (float)(font.Ascent + font.Descent);
        float[] widths = [.. lines.Select(line => (float)canvas.MeasureAdvance(line))];
        float height = lines.Length == 0 ? 0 : lineHeight + ((lines.Length - 1) * (LineSpacing ?? lineHeight));
        return new MeasuredText
        {
            Size = new PixelSize(widths.DefaultIfEmpty(0).Max(), height),
            LineHeight = lineHeight,
            LineWidths = widths,
            Ascent = (float)font.Ascent,
        };
    }

    /// <summary>The size of the upright box around the text as it is turned.</summary>
    internal PixelSize MeasureTurned(string text, Paint paint)
    {
        PixelSize size = Measure(text, paint).Size;
        (double sine, double cosine) = Math.SinCos(Rotation * Math.PI / 180);
        return new PixelSize(
            (size.Width * Math.Abs(cosine)) + (size.Height * Math.Abs(sine)),
            (size.Width * Math.Abs(sine)) + (size.Height * Math.Abs(cosine)));
    }

    internal void Render(Canvas canvas, Pixel px)
    {
        if (!IsVisible || string.IsNullOrEmpty(Text) || !float.IsFinite(px.X) || !float.IsFinite(px.Y))
        {
            return;
        }

        MeasuredText measured = Measure(Text, canvas);
        PixelRect textRect = measured.Rect(Alignment);
        PixelRect box = textRect.Expand(PixelPadding);
        canvas.Save();
        canvas.Translate(px.X + OffsetX, px.Y + OffsetY);
        canvas.RotateDegrees(Rotation);
        canvas.FillRoundRectangle(box.WithOffset(ShadowOffset), BorderRadiusX, BorderRadiusY, ShadowColor, AntiAliasBackground);
        canvas.FillRoundRectangle(box, BorderRadiusX, BorderRadiusY, BackgroundColor, AntiAliasBackground);
        DrawLines(canvas, measured, textRect);
        canvas.DrawRoundRectangle(box, BorderRadiusX, BorderRadiusY, new LineStyle(BorderWidth, BorderColor));
        canvas.Restore();
        LastRenderPixelRect = box.WithDelta(px.X + OffsetX, px.Y + OffsetY);
    }

    private void DrawLines(Canvas canvas, MeasuredText measured, PixelRect textRect)
    {
        string[] lines = Text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            float x = textRect.Left + ((textRect.Width - measured.LineWidths[i]) * Alignment.HorizontalFraction());
            float baseline = textRect.Top + measured.Ascent + (i * (LineSpacing ?? measured.LineHeight));
            canvas.DrawText(lines[i], x, baseline, ForeColor);
        }
    }
}
