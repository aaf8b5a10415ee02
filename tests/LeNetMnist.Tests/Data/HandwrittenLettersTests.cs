using System.Security.Cryptography;
using LeNetMnist.Data;

namespace LeNetMnist.Tests.Data;

internal sealed class HandwrittenLettersTests
{
    [Test]
    public void Generate_AnyMachine_GivesThePublishedBytes() =>
        Assert.That(
            Convert.ToHexStringLower(SHA256.HashData(HandwrittenLetters.Generate(240).Pixels)),
            Is.EqualTo("647918fdc27df7c655ff4a9df11c1ba69c7634b5facc53d0af836ce1a574739f"));

    [Test]
    public void Generate_EveryTwelveInARow_HoldEachLetterOnce()
    {
        ImageSet images = HandwrittenLetters.Generate(120);

        Assert.That((images.Height, images.Width, images.Classes), Is.EqualTo((28, 28, HandwrittenLetters.Names.Length)));
        foreach (byte[] twelve in images.Labels.Chunk(12))
        {
            Assert.That(twelve.Order().Select(label => HandwrittenLetters.Names[label]), Is.EqualTo("AEFHKMNRTWXY"));
        }
    }

    [Test]
    public void Generate_MoreImages_BeginsWithTheSameOnes() =>
        Assert.That(HandwrittenLetters.Generate(13, 3).Pixels, Is.EqualTo(HandwrittenLetters.Generate(50, 3).Take(13).Pixels));

    [Test]
    public void Generate_OtherSeed_GivesOtherImages() =>
        Assert.That(HandwrittenLetters.Generate(12, 1).Pixels, Is.Not.EqualTo(HandwrittenLetters.Generate(12, 0).Pixels));

    [Test]
    public void Generate_ComparedWithDigits_HasAsMuchInk()
    {
        double letters = HandwrittenLetters.Generate(600).Pixels.Average(pixel => (double)pixel);
        double digits = HandwrittenDigits.Generate(600).Pixels.Average(pixel => (double)pixel);

        Assert.That(letters / digits, Is.InRange(0.75, 1.35), "brightness alone must not give letters away");
    }
}
