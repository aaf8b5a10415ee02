using System.Globalization;

namespace ScottPlot;

public readonly partial struct Color : IEquatable<Color>
{
    public readonly byte Red;
    public readonly byte Green;
    public readonly byte Blue;
    public readonly byte Alpha;

    public Color(byte red, byte green, byte blue, byte alpha = 255)
    {
        (Red, Green, Blue, Alpha) = (red, green, blue, alpha);
    }

    public Color(float red, float green, float blue, float alpha = 1)
        : this((byte)(red * 255), (byte)(green * 255), (byte)(blue * 255), (byte)(alpha * 255))
    {
    }

    public Color(string hexCode)
        : this(ParseHex(hexCode))
    {
    }

    public Color(uint argb)
        : this((byte)(argb >> 16), (byte)(argb >> 8), (byte)argb, (byte)(argb >> 24))
    {
    }

    public byte R => Red;

    public byte G => Green;

    public byte B => Blue;

    public byte A => Alpha;

    public uint ARGB => ((uint)Alpha << 24) | ((uint)Red << 16) | ((uint)Green << 8) | Blue;

    public double Opacity => Alpha / 255.0;

    public uint PremultipliedARGB =>
        ((uint)Alpha << 24) | ((uint)(Red * Alpha / 255) << 16) | ((uint)(Green * Alpha / 255) << 8) | (uint)(Blue * Alpha / 255);

    public static Color Gray(byte value) => new(value, value, value);

    public static Color FromARGB(int argb) => new((uint)argb);

    public static Color FromARGB(uint argb) => new(argb);

    public static Color FromHex(string hex) => new(hex);

    public static Color[] FromHex(IEnumerable<string> hex) => [.. hex.Select(FromHex)];

    public static Color FromHtml(string html) => new(html);

    public Color WithRed(byte red) => new(red, Green, Blue, Alpha);

    public Color WithGreen(byte green) => new(Red, green, Blue, Alpha);

    public Color WithBlue(byte blue) => new(Red, Green, blue, Alpha);

    /// <summary>Translucent black is one step off black, as in ScottPlot.</summary>
    public Color WithAlpha(byte alpha) => Red == 0 && Green == 0 && Blue == 0 && alpha < 255
        ? new Color((byte)1, (byte)1, (byte)1, alpha)
        : new Color(Red, Green, Blue, alpha);

    public Color WithAlpha(double alpha) => WithAlpha((byte)(alpha * 255));

    public Color WithOpacity(double opacity = .5) => WithAlpha((byte)(opacity * 255));

    public string ToHex() => Alpha == 255 ? ToStringRGB() : ToStringRGBA();

    public string ToStringRGB() => $"#{Red:X2}{Green:X2}{Blue:X2}";

    public string ToStringRGBA() => $"#{Red:X2}{Green:X2}{Blue:X2}{Alpha:X2}";

    public bool Equals(Color other) => ARGB == other.ARGB;

    public override bool Equals(object? obj) => obj is Color other && Equals(other);

    public override int GetHashCode() => (int)ARGB;

    public override string ToString() => $"Color {ToHex()} (R={R}, G={G}, B={B}, A={A})";

    public static bool operator ==(Color a, Color b) => a.Equals(b);

    public static bool operator !=(Color a, Color b) => !a.Equals(b);

    // ScottPlot takes what is no number for transparent black; an error finds the typing mistake.
    private static uint ParseHex(string hex)
    {
        string digits = hex.StartsWith('#') ? hex[1..] : hex;
        if (digits.Length is not (6 or 8) || !uint.TryParse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out uint value))
        {
            throw new ArgumentException($"A colour must be #RRGGBB or #RRGGBBAA; got '{hex}'.", nameof(hex));
        }

        return digits.Length == 6 ? 0xFF000000 | value : (value << 24) | (value >> 8);
    }
}
