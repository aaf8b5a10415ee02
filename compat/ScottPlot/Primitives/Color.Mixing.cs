namespace ScottPlot;

/// <summary>Lighter, darker, in between.</summary>
public readonly partial struct Color
{
    public float Hue => ToHSL().h;

    public float Saturation => ToHSL().s;

    public float Luminance => ToHSL().l;

    public Color Lighten(double fraction = .5f) => fraction < 0
        ? Darken(-fraction)
        : Each(channel => channel + ((255 - channel) * Math.Min(1, fraction)));

    public Color Darken(double fraction = .5f) => fraction < 0
        ? Lighten(-fraction)
        : Each(channel => channel * (1 - Math.Min(1, fraction)));

    public Color Inverted() => new((byte)(255 - Red), (byte)(255 - Green), (byte)(255 - Blue));

    public Color MixedWith(Color otherColor, double fraction) => InterpolateRgb(this, otherColor, fraction);

    public Color InterpolateRgb(Color c1, double fraction) => InterpolateRgb(this, c1, fraction);

    public static Color InterpolateRgb(Color c1, Color c2, double fraction) => new(
        Between(c1.Red, c2.Red, fraction),
        Between(c1.Green, c2.Green, fraction),
        Between(c1.Blue, c2.Blue, fraction),
        Between(c1.Alpha, c2.Alpha, fraction));

    /// <summary>Hue, saturation and lightness, each in [0, 1].</summary>
    public (float h, float s, float l) ToHSL()
    {
        float max = Math.Max(Red, Math.Max(Green, Blue)) / 255f;
        float min = Math.Min(Red, Math.Min(Green, Blue)) / 255f;
        float lightness = (max + min) / 2;
        float spread = max - min;
        if (spread <= 0)
        {
            return (0, 0, lightness);
        }

        float saturation = spread / (lightness > 0.5f ? 2 - max - min : max + min);
        (float red, float green, float blue) = (Red / 255f, Green / 255f, Blue / 255f);
        float sextant = max == red ? ((green - blue) / spread) + (green < blue ? 6 : 0)
            : max == green ? ((blue - red) / spread) + 2
            : ((red - green) / spread) + 4;
        return (sextant / 6, saturation, lightness);
    }

    public static Color FromHSL(float hue, float saturation, float luminosity, float alpha = 1)
    {
        float reach = saturation * Math.Min(luminosity, 1 - luminosity);
        float Channel(float offset)
        {
            float k = (offset + (hue * 12)) % 12;
            return luminosity - (reach * Math.Max(-1, Math.Min(Math.Min(k - 3, 9 - k), 1)));
        }

        return new Color(Channel(0), Channel(8), Channel(4), alpha);
    }

    public Color WithLightness(float lightness = .5f)
    {
        (float hue, float saturation, _) = ToHSL();
        return FromHSL(hue, saturation, Math.Clamp(lightness, 0, 1));
    }

    private Color Each(Func<double, double> change) => new((byte)change(Red), (byte)change(Green), (byte)change(Blue), Alpha);

    private static byte Between(byte from, byte to, double fraction) => (byte)Math.Clamp(from + ((to - from) * fraction), 0, 255);
}
