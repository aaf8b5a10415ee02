using LeNetMnist.Data.Handwriting;

namespace LeNetMnist.Tests.Data.Handwriting;

internal sealed class GlyphTests
{
    private static readonly Glyph[] All = [.. DigitGlyphs.All.Concat(LetterGlyphs.All).SelectMany(ways => ways)];

    [Test]
    public void Of_TableText_GivesKnotsInUnits()
    {
        Glyph glyph = Glyph.Of(2, "10,20 -5,40!", "0,0 1,1");

        Assert.That(glyph.Weight, Is.EqualTo(2));
        Assert.That(glyph.Strokes, Has.Count.EqualTo(2));
        Assert.That(glyph.Strokes[0], Is.EqualTo(new[] { new Knot(0.1, 0.2, false), new Knot(-0.05, 0.4, true) }));
    }

    [Test]
    public void Tables_HaveTenDigitsAndTheNamedLetters()
    {
        Assert.That(DigitGlyphs.All, Has.Count.EqualTo(10));
        Assert.That(LetterGlyphs.All, Has.Count.EqualTo(LetterGlyphs.Names.Length));
    }

    [Test]
    public void Tables_EveryGlyph_IsDrawnByAFewStrokesAcrossTheWholeHeight()
    {
        foreach (Glyph glyph in All)
        {
            Assert.That(glyph.Weight, Is.GreaterThan(0));
            Assert.That(glyph.Strokes, Has.Count.InRange(1, 3));
            Assert.That(glyph.Strokes.Select(stroke => stroke.Count), Has.All.GreaterThanOrEqualTo(2));
            Assert.That(glyph.Strokes.SelectMany(stroke => stroke).Min(knot => knot.Y), Is.InRange(0, 0.1));
            Assert.That(glyph.Strokes.SelectMany(stroke => stroke).Max(knot => knot.Y), Is.InRange(0.9, 1));
            Assert.That(glyph.Strokes.SelectMany(stroke => stroke).Select(knot => knot.X), Has.All.InRange(-0.1, 1));
        }
    }
}
