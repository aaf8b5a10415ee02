namespace ScottPlot.Tests.Looks;

[TestFixture]
internal sealed class ColorTests
{
    [Test]
    public void FromHex_SixOrEightDigits_AreRedGreenBlueAlpha()
    {
        Assert.That(Color.FromHex("#102030"), Is.EqualTo(new Color((byte)16, (byte)32, (byte)48)));
        Assert.That(Color.FromHex("10203040"), Is.EqualTo(new Color((byte)16, (byte)32, (byte)48, (byte)64)));
        Assert.That(new Color("#10203040").ToHex(), Is.EqualTo("#10203040"));
    }

    [Test]
    public void WithAlpha_Fraction_IsOutOf255()
    {
        Assert.That(Colors.Red.WithAlpha(.5).A, Is.EqualTo(127));
        Assert.That(Colors.Red.WithOpacity(.2).A, Is.EqualTo(51));
        Assert.That(Colors.Transparent.A, Is.Zero);
    }

    [Test]
    public void MixedWith_Halfway_IsBetween()
    {
        Assert.That(Colors.Black.MixedWith(Colors.White, .5).R, Is.EqualTo(127));
        Assert.That(Colors.Gray.Lighten(1).R, Is.EqualTo(255));
        Assert.That(Colors.Gray.Darken(1).R, Is.Zero);
    }

    [Test]
    public void FromHsl_OfToHsl_IsTheColour([Values("#1F77B4", "#2CA02C", "#808080", "#00FF00")] string hex)
    {
        Color color = new(hex);
        (float hue, float saturation, float lightness) = color.ToHSL();
        Color back = Color.FromHSL(hue, saturation, lightness);
        Assert.That(Math.Abs(back.R - color.R) + Math.Abs(back.G - color.G) + Math.Abs(back.B - color.B), Is.LessThanOrEqualTo(6));
    }

    [Test]
    public void Viridis_Ends_AreDarkVioletAndYellow()
    {
        ScottPlot.Colormaps.Viridis map = new();
        Assert.That((map.GetColor(0).ToHex(), map.GetColor(1).ToHex()), Is.EqualTo(("#440154", "#FDE724")));
        Assert.That(map.GetColor(-3), Is.EqualTo(map.GetColor(0)), "clamped");
        Assert.That(map.Reversed().GetColor(0), Is.EqualTo(map.GetColor(1)));
    }

    [Test]
    public void Colormaps_Luminance_RisesAllTheWay()
    {
        IColormap[] maps =
        [
            new ScottPlot.Colormaps.Viridis(), new ScottPlot.Colormaps.Plasma(), new ScottPlot.Colormaps.Inferno(),
            new ScottPlot.Colormaps.Magma(), new ScottPlot.Colormaps.Grayscale(),
        ];
        foreach (IColormap map in maps)
        {
            double[] luminances = [.. map.GetColors(21).Select(color => (.2126 * color.R) + (.7152 * color.G) + (.0722 * color.B))];
            Assert.That(luminances, Is.Ordered, map.Name);
        }
    }

    [Test]
    public void GetColor_OfARange_IsTheColourOfTheFraction()
    {
        ScottPlot.Colormaps.Grayscale map = new();
        Assert.That(map.GetColor(15, new ScottPlot.Range(10, 20)).R, Is.EqualTo(127));
        Assert.That(map.GetColor(double.NaN, new ScottPlot.Range(10, 20)).A, Is.Zero);
        Assert.That(map.GetColor(5, new ScottPlot.Range(5, 5)), Is.EqualTo(map.GetColor(0)));
    }

    [Test]
    public void Range_NotANumber_SaysWhich()
    {
        Assert.That(() => new ScottPlot.Range(double.NaN, 1), Throws.ArgumentException.With.Message.Contains("min"));
        Assert.That(() => new ScottPlot.Range(2, 1), Throws.ArgumentException);
    }
}
