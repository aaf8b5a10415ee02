using LeNetMnist.Data.Handwriting;

namespace LeNetMnist.Data;

/// <summary>
/// Capital letters in the hand of <see cref="HandwrittenDigits"/>: what a network trained on digits has never seen, although pen and
/// paper are the same.
/// </summary>
internal static class HandwrittenLetters
{
    private const long Stream = 3;

    /// <summary>Label k stands for character k of this string.</summary>
    public const string Names = LetterGlyphs.Names;

    /// <summary>N images of 28 x 28 pixels; every twelve in a row hold each letter once.</summary>
    /// <param name="count">N, at least 1.</param>
    /// <param name="seed">The same seed gives the same bytes on every machine, image i whatever N. Default 0.</param>
    public static ImageSet Generate(int count, long seed = 0) =>
        Scribe.Write($"generated handwritten letters, seed {seed}", LetterGlyphs.All, count, seed, Stream);
}
