using VaeMnist.Model;
using static TorchSharp.torch;

namespace VaeMnist.Report;

/// <summary>Pictures of digits in rows and columns, twice their size, with a gap between.</summary>
internal sealed class PictureGrid(int rows, int columns)
{
    private const int Side = 28;
    private const int Scale = 2;
    private const int Gap = 4;
    private const int Pitch = (Side * Scale) + Gap;
    private const byte Paper = 96;

    private readonly int _width = (columns * Pitch) + Gap;
    private readonly byte[] _pixels = [.. Enumerable.Repeat(Paper, ((columns * Pitch) + Gap) * ((rows * Pitch) + Gap))];

    /// <summary>Puts pictures side by side, from the first column on.</summary>
    /// <param name="row">The row.</param>
    /// <param name="images">Up to as many pictures as there are columns, [N, …] of 784 numbers from 0 to 1 each.</param>
    public PictureGrid Row(int row, Tensor images)
    {
        using Tensor plain = images.detach().cpu().contiguous();
        double[] levels = Bounds.Numbers(plain);
        for (int picture = 0; picture < levels.Length / (Side * Side); picture++)
        {
            for (int y = 0; y < Side * Scale; y++)
            {
                int place = ((Gap + (row * Pitch) + y) * _width) + Gap + (picture * Pitch);
                for (int x = 0; x < Side * Scale; x++)
                {
                    double level = levels[(picture * Side * Side) + (y / Scale * Side) + (x / Scale)];
                    _pixels[place + x] = (byte)Math.Round(255 * Math.Clamp(level, 0, 1));
                }
            }
        }

        return this;
    }

    public void Save(string path) => PngFile.Write(path, _width, _pixels);
}
