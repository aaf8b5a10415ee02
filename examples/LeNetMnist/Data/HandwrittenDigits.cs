using LeNetMnist.Data.Handwriting;

namespace LeNetMnist.Data;

/// <summary>
/// Digits 0 to 9 as a hand might write them, made up by the program itself: a stand-in for MNIST, of the same size and look, where MNIST
/// cannot be had.
/// </summary>
internal static class HandwrittenDigits
{
    private const long Stream = 2;

    /// <summary>N images of 28 x 28 pixels; every ten in a row hold each digit once.</summary>
    /// <param name="count">N, at least 1.</param>
    /// <param name="seed">The same seed gives the same bytes on every machine, image i whatever N. Default 0.</param>
    public static ImageSet Generate(int count, long seed = 0) =>
        Scribe.Write($"generated handwritten digits, seed {seed}", DigitGlyphs.All, count, seed, Stream);
}
