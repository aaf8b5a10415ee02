using System.Globalization;

namespace SamplingMemory;

/// <summary>One measurement: which network, how many inputs and draws, and the bound in MiB.</summary>
internal sealed record Point(string Network, long Inputs, int Draws, long Bound)
{
    /// <summary>As an argument of the child process; <see cref="Parse"/> reads it.</summary>
    internal string Argument => string.Create(CultureInfo.InvariantCulture, $"{Network}|{Inputs}|{Draws}|{Bound}");

    internal static Point Parse(string argument)
    {
        string[] parts = argument.Split('|');
        return new Point(
            parts[0],
            long.Parse(parts[1], CultureInfo.InvariantCulture),
            int.Parse(parts[2], CultureInfo.InvariantCulture),
            long.Parse(parts[3], CultureInfo.InvariantCulture));
    }
}
