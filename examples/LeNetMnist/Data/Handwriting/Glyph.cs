using System.Globalization;

namespace LeNetMnist.Data.Handwriting;

/// <summary>A point that a stroke runs through; at a corner the pen turns sharply, elsewhere it runs on smoothly.</summary>
internal readonly record struct Knot(double X, double Y, bool Corner);

/// <summary>One way to write a sign: the strokes of the pen, each a list of knots, on a field 1 high with y downwards.</summary>
internal sealed class Glyph
{
    /// <summary>How often the sign is written this way, relative to its other ways.</summary>
    public required double Weight { get; init; }

    public required IReadOnlyList<IReadOnlyList<Knot>> Strokes { get; init; }

    /// <summary>
    /// Makes a glyph from the form of the tables: a stroke is a list of <c>x,y</c> in percent of the height, separated by blanks; a
    /// <c>!</c> after a knot makes it a corner.
    /// </summary>
    public static Glyph Of(double weight, params string[] strokes) =>
        new() { Weight = weight, Strokes = [.. strokes.Select(ParseStroke)] };

    private static Knot[] ParseStroke(string stroke) =>
        [.. stroke.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(ParseKnot)];

    private static Knot ParseKnot(string text)
    {
        string[] numbers = text.TrimEnd('!').Split(',');
        double x = double.Parse(numbers[0], CultureInfo.InvariantCulture) / 100;
        double y = double.Parse(numbers[1], CultureInfo.InvariantCulture) / 100;
        return new Knot(x, y, text.EndsWith('!'));
    }
}
