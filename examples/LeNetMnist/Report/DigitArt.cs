using System.Text;
using LeNetMnist.Data;

namespace LeNetMnist.Report;

/// <summary>Small grey images as text, side by side with a caption under each: they look the same in a terminal and in a log.</summary>
internal static class DigitArt
{
    private const string Shades = " .:-=+*#%@";
    private const int Columns = 20;
    private const int Rows = 10;
    private const int Gap = 2;
    private const int MostPerRow = 5;

    /// <summary>Lines of text for the images, up to five in a row and no wider than <paramref name="width"/> characters.</summary>
    public static IEnumerable<string> Lines(ImageSet images, IReadOnlyList<(int Index, string Caption)> shown, int width)
    {
        int perRow = Math.Clamp(width / (Columns + Gap), 1, MostPerRow);
        foreach ((int Index, string Caption)[] row in shown.Chunk(perRow))
        {
            for (int y = 0; y < Rows; y++)
            {
                StringBuilder line = new();
                foreach ((int index, _) in row)
                {
                    for (int x = 0; x < Columns; x++)
                    {
                        line.Append(Shade(images, index, x, y));
                    }

                    line.Append(' ', Gap);
                }

                yield return line.ToString().TrimEnd();
            }

            yield return string.Concat(row.Select(image => Fit(image.Caption))).TrimEnd();
            yield return string.Empty;
        }
    }

    private static string Fit(string caption) =>
        (caption.Length > Columns ? caption[..Columns] : caption).PadRight(Columns + Gap);

    /// <summary>Mean grey of the pixels under one character.</summary>
    private static char Shade(ImageSet images, int index, int x, int y)
    {
        ReadOnlySpan<byte> pixels = images.Image(index);
        int left = x * images.Width / Columns;
        int right = Math.Max(left + 1, (x + 1) * images.Width / Columns);
        int top = y * images.Height / Rows;
        int bottom = Math.Max(top + 1, (y + 1) * images.Height / Rows);
        int sum = 0;
        for (int row = top; row < bottom; row++)
        {
            for (int column = left; column < right; column++)
            {
                sum += pixels[(row * images.Width) + column];
            }
        }

        int mean = sum / ((right - left) * (bottom - top));
        return Shades[mean * (Shades.Length - 1) / byte.MaxValue];
    }
}
