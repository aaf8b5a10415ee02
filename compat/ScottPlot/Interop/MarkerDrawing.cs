namespace ScottPlot.Interop;

/// <summary>The shapes of markers.</summary>
internal static class MarkerDrawing
{
    private const float HalfSqrt3 = 0.8660254f;

    /// <summary>A marker at each point that is finite.</summary>
    internal static void Draw(Canvas canvas, ReadOnlySpan<Pixel> points, MarkerStyle style)
    {
        if (!style.IsVisible || style.Size == 0 || style.Shape == MarkerShape.None)
        {
            return;
        }

        foreach (Pixel point in points)
        {
            if (float.IsFinite(point.X) && float.IsFinite(point.Y))
            {
                Draw(canvas, point, style);
            }
        }
    }

    private static void Draw(Canvas canvas, Pixel at, MarkerStyle style)
    {
        float r = style.Size / 2;
        switch (style.Shape)
        {
            case MarkerShape.FilledCircle:
                canvas.FillEllipse(at, r, r, style.FillStyle);
                canvas.DrawEllipse(at, r, r, style.OutlineStyle);
                break;
            case MarkerShape.FilledSquare:
                Fill(canvas, Square(at, r), style);
                break;
            case MarkerShape.FilledDiamond:
                Fill(canvas, Diamond(at, r), style);
                break;
            case MarkerShape.FilledTriangleUp:
                Fill(canvas, Triangle(at, style.Size, 1), style);
                break;
            case MarkerShape.FilledTriangleDown:
                Fill(canvas, Triangle(at, style.Size, -1), style);
                break;
            case MarkerShape.OpenSquare:
                canvas.DrawPolyline(Square(at, r), style.LineStyle, close: true);
                break;
            case MarkerShape.OpenDiamond:
                canvas.DrawPolyline(Diamond(at, r), style.LineStyle, close: true);
                break;
            case MarkerShape.OpenTriangleUp:
                canvas.DrawPolyline(Triangle(at, style.Size, 1), style.LineStyle, close: true);
                break;
            case MarkerShape.OpenTriangleDown:
                canvas.DrawPolyline(Triangle(at, style.Size, -1), style.LineStyle, close: true);
                break;
            default:
                DrawLines(canvas, at, style, r);
                break;
        }
    }

    private static void DrawLines(Canvas canvas, Pixel at, MarkerStyle style, float r)
    {
        float diagonal = r / MathF.Sqrt(2);
        LineStyle line = style.LineStyle;
        if (style.Shape is MarkerShape.OpenCircle or MarkerShape.OpenCircleWithDot or MarkerShape.OpenCircleWithCross or MarkerShape.OpenCircleWithEks)
        {
            canvas.DrawEllipse(at, r, r, line);
        }

        if (style.Shape is MarkerShape.Cross or MarkerShape.OpenCircleWithCross or MarkerShape.Asterisk or MarkerShape.HorizontalBar)
        {
            Stroke(canvas, at, line, -r, 0, r, 0);
        }

        if (style.Shape is MarkerShape.Cross or MarkerShape.OpenCircleWithCross or MarkerShape.Asterisk or MarkerShape.VerticalBar)
        {
            Stroke(canvas, at, line, 0, -r, 0, r);
        }

        if (style.Shape is MarkerShape.Eks or MarkerShape.OpenCircleWithEks or MarkerShape.Asterisk)
        {
            float reach = style.Shape == MarkerShape.Eks ? r : diagonal;
            Stroke(canvas, at, line, -reach, -reach, reach, reach);
            Stroke(canvas, at, line, -reach, reach, reach, -reach);
        }

        if (style.Shape == MarkerShape.OpenCircleWithDot)
        {
            float dot = line.Width > 0 ? line.Width : 1;
            FillStyle fill = new(style.FillColor.Alpha == 0 ? style.LineColor : style.FillColor);
            canvas.FillEllipse(at, dot, dot, fill);
        }

        if (style.Shape is MarkerShape.TriUp or MarkerShape.TriDown)
        {
            float down = style.Shape == MarkerShape.TriUp ? 1 : -1;
            float radius = style.Size * HalfSqrt3 * 2 / 3;
            Stroke(canvas, at, line, 0, 0, 0, radius * down);
            Stroke(canvas, at, line, 0, 0, -r, -radius / 2 * down);
            Stroke(canvas, at, line, 0, 0, r, -radius / 2 * down);
        }

        if (style.Shape == MarkerShape.HashTag)
        {
            float third = r / 3;
            Stroke(canvas, at, line, -third, -r, -third, r);
            Stroke(canvas, at, line, third, -r, third, r);
            Stroke(canvas, at, line, -r, -third, r, -third);
            Stroke(canvas, at, line, -r, third, r, third);
        }
    }

    private static void Stroke(Canvas canvas, Pixel at, LineStyle style, float x1, float y1, float x2, float y2) =>
        canvas.DrawLine(new PixelLine(at.X + x1, at.Y + y1, at.X + x2, at.Y + y2), style);

    private static void Fill(Canvas canvas, Pixel[] corners, MarkerStyle style)
    {
        canvas.FillPolygon(corners, style.FillStyle);
        canvas.DrawPolyline(corners, style.OutlineStyle, close: true);
    }

    private static Pixel[] Square(Pixel at, float r) =>
        [at.WithOffset(-r, -r), at.WithOffset(r, -r), at.WithOffset(r, r), at.WithOffset(-r, r)];

    private static Pixel[] Diamond(Pixel at, float r) =>
        [at.WithOffset(r, 0), at.WithOffset(0, r), at.WithOffset(-r, 0), at.WithOffset(0, -r)];

    /// <summary>Of equal sides, each as long as the size, around its centre of gravity.</summary>
    private static Pixel[] Triangle(Pixel at, float size, int up)
    {
        float radius = size * HalfSqrt3 * 2 / 3;
        return [at.WithOffset(0, -radius * up), at.WithOffset(size / 2, radius / 2 * up), at.WithOffset(-size / 2, radius / 2 * up)];
    }
}
