using LeNetMnist.Data;

namespace LeNetMnist.Tests.Data;

internal sealed class DistortionTests
{
    private static readonly ImageSet Digits = HandwrittenDigits.Generate(40);

    [Test]
    public void Rotated_BarAtTheTop_LandsAtTheRight()
    {
        byte[] pixels = new byte[21 * 21];
        pixels.AsSpan(0, 21 * 5).Fill(255);
        ImageSet bar = new("bar", 21, 21, 10, pixels, [7]);

        byte[] turned = Distortion.Rotated(bar).Pixels;

        Assert.That(turned[(10 * 21) + 19], Is.EqualTo(255), "right");
        Assert.That(turned[(10 * 21) + 1], Is.Zero, "left");
        Assert.That(turned[(1 * 21) + 10], Is.Zero, "top");
        Assert.That(turned[(19 * 21) + 10], Is.Zero, "bottom");
    }

    [Test]
    public void Rotated_Digits_KeepInkAndLabels()
    {
        ImageSet turned = Distortion.Rotated(Digits);

        Assert.That(turned.Labels, Is.EqualTo(Digits.Labels));
        double ink = Digits.Pixels.Average(pixel => (double)pixel);
        Assert.That(turned.Pixels.Average(pixel => (double)pixel), Is.EqualTo(ink).Within(2).Percent);
        Assert.That(turned.Source, Does.StartWith(Digits.Source).And.Contain("rotated"));
    }

    [Test]
    public void Noisy_GreyImage_HasMeanAndDeviationOfTheNoise()
    {
        byte[] grey = new byte[10_000];
        Array.Fill(grey, (byte)128);
        ImageSet images = new("grey", 100, 100, 10, grey, [0]);

        double[] noise = [.. Distortion.Noisy(images, 20).Pixels.Select(pixel => pixel - 128.0)];

        // Standard errors over 10,000 pixels: 0.2 of the mean and 0.14 of the deviation; the bounds are five times as wide.
        Assert.That(noise.Average(), Is.EqualTo(0).Within(1));
        Assert.That(Math.Sqrt(noise.Average(value => value * value)), Is.EqualTo(20).Within(0.7));
    }

    [Test]
    public void Noisy_StrongNoise_StaysInRangeAndReachesBothEnds()
    {
        byte[] pixels = Distortion.Noisy(Digits, 200).Pixels;

        Assert.That(pixels, Has.Some.EqualTo(0).And.Some.EqualTo(255));
        Assert.That(Distortion.Noisy(Digits).Labels, Is.EqualTo(Digits.Labels));
    }

    [Test]
    public void Both_SameSeed_GiveTheSameBytesAndOtherSeedsOthers()
    {
        byte[] rotated = Distortion.Rotated(Digits, 4).Pixels;
        byte[] noisy = Distortion.Noisy(Digits, 50, 4).Pixels;

        Assert.That(Distortion.Rotated(Digits, 4).Pixels, Is.EqualTo(rotated));
        Assert.That(Distortion.Rotated(Digits, 5).Pixels, Is.Not.EqualTo(rotated));
        Assert.That(Distortion.Noisy(Digits, 50, 4).Pixels, Is.EqualTo(noisy));
        Assert.That(Distortion.Noisy(Digits, 50, 5).Pixels, Is.Not.EqualTo(noisy));
    }

    [Test]
    public void Both_FewerImages_GiveTheSameFirstOnes()
    {
        Assert.That(Distortion.Rotated(Digits.Take(7)).Pixels, Is.EqualTo(Distortion.Rotated(Digits).Take(7).Pixels));
        Assert.That(Distortion.Noisy(Digits.Take(7)).Pixels, Is.EqualTo(Distortion.Noisy(Digits).Take(7).Pixels));
    }

    [Test]
    public void Both_Input_IsUntouched()
    {
        byte[] before = [.. Digits.Pixels];

        Distortion.Rotated(Digits);
        Distortion.Noisy(Digits);

        Assert.That(Digits.Pixels, Is.EqualTo(before));
    }

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    public void Noisy_DeviationOutOfRange_NamesIt(double deviation) =>
        Assert.That(
            () => Distortion.Noisy(Digits, deviation),
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("deviation"));
}
