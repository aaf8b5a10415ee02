using System.Security.Cryptography;
using LeNetMnist.Data;

namespace LeNetMnist.Tests.Data;

internal sealed class HandwrittenDigitsTests
{
    [Test]
    public void Generate_SameSeed_GivesTheSameBytes()
    {
        ImageSet first = HandwrittenDigits.Generate(200, 5);
        ImageSet second = HandwrittenDigits.Generate(200, 5);

        Assert.That(second.Pixels, Is.EqualTo(first.Pixels));
        Assert.That(second.Labels, Is.EqualTo(first.Labels));
    }

    [Test]
    public void Generate_AnyMachine_GivesThePublishedBytes() =>
        Assert.That(
            Convert.ToHexStringLower(SHA256.HashData(HandwrittenDigits.Generate(1000).Pixels)),
            Is.EqualTo("806f878e1ab6dd978e4b4280eda2fcef2583cebaffde8c9e86633dc518c28615"));

    [Test]
    public void Generate_OtherSeed_GivesOtherImages()
    {
        ImageSet first = HandwrittenDigits.Generate(100, 0);
        ImageSet second = HandwrittenDigits.Generate(100, 1);

        Assert.That(second.Labels, Is.Not.EqualTo(first.Labels));
        for (int index = 0; index < first.Count; index++)
        {
            Assert.That(second.Image(index).SequenceEqual(first.Image(index)), Is.False, $"image {index}");
        }
    }

    [Test]
    public void Generate_MoreImages_BeginsWithTheSameOnes()
    {
        ImageSet many = HandwrittenDigits.Generate(137, 3);
        ImageSet few = HandwrittenDigits.Generate(23, 3);

        Assert.That(few.Pixels, Is.EqualTo(many.Take(23).Pixels));
        Assert.That(few.Labels, Is.EqualTo(many.Take(23).Labels));
    }

    [Test]
    public void Generate_EveryTenInARow_HoldEachDigitOnce()
    {
        ImageSet images = HandwrittenDigits.Generate(1000);

        foreach (byte[] ten in images.Labels.Chunk(10))
        {
            Assert.That(ten.Order(), Is.EqualTo(new byte[] { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 }));
        }

        Assert.That(images.Labels.Chunk(10).Select(ten => ten[0]).Distinct().Count(), Is.EqualTo(10), "the order must vary");
        Assert.That((images.Height, images.Width, images.Classes), Is.EqualTo((28, 28, 10)));
    }

    [Test]
    public void Generate_PixelStatistics_AreThoseOfThinWritingOnBlankPaper()
    {
        ImageSet images = HandwrittenDigits.Generate(1000);

        Assert.That(images.Pixels.Average(pixel => (double)pixel), Is.InRange(25, 45), "MNIST has 33.3");
        Assert.That(images.Pixels.Count(pixel => pixel > 127) / (double)images.Pixels.Length, Is.InRange(0.09, 0.19), "MNIST has 0.13");
        for (int index = 0; index < images.Count; index++)
        {
            byte[] image = images.Image(index).ToArray();
            Assert.That(image.Max(), Is.GreaterThan(150), $"image {index} is too faint");
            Assert.That(image.Count(pixel => pixel > 127), Is.InRange(12, 300), $"image {index} has too little or too much ink");
        }
    }

    [Test]
    public void Generate_Border_IsAlmostFree()
    {
        ImageSet images = HandwrittenDigits.Generate(1000);

        int touching = Enumerable.Range(0, images.Count).Count(index => TouchesBorder(images.Image(index)));

        Assert.That(touching, Is.LessThan(10));
    }

    [Test]
    public void Generate_NearestNeighbour_TellsTheClassesApartButNotAlways()
    {
        ImageSet known = HandwrittenDigits.Generate(1500, 0);
        ImageSet asked = HandwrittenDigits.Generate(200, 1);

        int right = Enumerable.Range(0, asked.Count).Count(index => NearestLabel(known, asked.Image(index)) == asked.Labels[index]);

        Assert.That(right / 200.0, Is.GreaterThan(0.8).And.LessThan(1));
    }

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(int.MaxValue)]
    public void Generate_CountOutOfRange_NamesIt(int count) =>
        Assert.That(
            () => HandwrittenDigits.Generate(count),
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("count"));

    private static bool TouchesBorder(ReadOnlySpan<byte> image)
    {
        for (int place = 0; place < 28; place++)
        {
            if (image[place] > 127 || image[(27 * 28) + place] > 127 || image[place * 28] > 127 || image[(place * 28) + 27] > 127)
            {
                return true;
            }
        }

        return false;
    }

    private static byte NearestLabel(ImageSet known, ReadOnlySpan<byte> image)
    {
        long best = long.MaxValue;
        byte label = 0;
        for (int index = 0; index < known.Count; index++)
        {
            ReadOnlySpan<byte> other = known.Image(index);
            int distance = 0;
            for (int pixel = 0; pixel < image.Length; pixel++)
            {
                int difference = image[pixel] - other[pixel];
                distance += difference * difference;
            }

            if (distance < best)
            {
                best = distance;
                label = known.Labels[index];
            }
        }

        return label;
    }
}
