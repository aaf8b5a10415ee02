using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Figures;

[TestFixture]
internal sealed class PngImageTests
{
    [Test]
    public void Crc32_CheckString_IsThePublishedOne() => Assert.That(Crc32.Of("1234"u8, "56789"u8), Is.EqualTo(0xCBF43926));

    [Test]
    public void Encode_Grey_HoldsTheRows([Values(2, 3)] int rank)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor image = tensor(new[] { 0, 0.2f, 0.4f, 0.6f, 0.8f, 1 }).reshape(rank == 2 ? [2, 3] : [1, 2, 3]);
        PngBytes png = PngBytes.Read(PngImage.Encode(image));
        Assert.That((png.Width, png.Height, png.ColourType), Is.EqualTo((3, 2, 0)));
        Assert.That(png.Values, Is.EqualTo(new byte[] { 0, 51, 102, 153, 204, 255 }));
    }

    [Test]
    public void Encode_Colour_HoldsRedGreenBlueOfEachPoint()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor image = (arange(12, dtype: ScalarType.Float64) / 255).reshape(3, 2, 2);
        PngBytes png = PngBytes.Read(PngImage.Encode(image));
        Assert.That((png.Width, png.Height, png.ColourType), Is.EqualTo((2, 2, 2)));
        Assert.That(png.Values, Is.EqualTo(new byte[] { 0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11 }));
    }

    [Test]
    public void Encode_BetweenTwoNumbers_GivesTheNearest()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor image = (tensor(new[] { 0.49, 0.5, 1.5, 254.4, 254.6 }) / 255).reshape(1, 5);
        Assert.That(PngBytes.Read(PngImage.Encode(image)).Values, Is.EqualTo(new byte[] { 0, 1, 2, 254, 255 }));
    }

    [Test]
    public void Encode_ViewOfALargerImage_HoldsTheView()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor image = (arange(20, dtype: ScalarType.Float64) / 255).reshape(4, 5).t();
        Assert.That(PngBytes.Read(PngImage.Encode(image)).Values[..5], Is.EqualTo(new byte[] { 0, 5, 10, 15, 1 }));
    }

    [Test]
    public void Encode_NoImage_NamesTheParameter()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor[] wrong =
        [
            zeros(4), zeros(2, 4, 4), zeros(1, 1, 4, 4), zeros(0, 4), zeros(4, 4, dtype: ScalarType.Int64),
            full(new long[] { 2, 2 }, -0.1), full(new long[] { 2, 2 }, 1.1), full(new long[] { 2, 2 }, double.NaN),
        ];
        foreach (Tensor image in wrong)
        {
            Assert.That(Assert.Throws<ArgumentException>(() => PngImage.Encode(image))!.ParamName, Is.EqualTo("image"));
        }

        Assert.That(Assert.Throws<ArgumentException>(() => PngImage.Encode(wrong[6]))!.Message, Does.Contain("[0, 1]").And.Contain("1.1"));
    }

    [Test]
    public void Write_ErrorOfTheImage_WritesNothing()
    {
        using Tensor image = full(new long[] { 2, 2 }, 2.0);
        using MemoryStream stream = new();
        Assert.Throws<ArgumentException>(() => PngImage.Write(image, stream));
        Assert.That(stream.Length, Is.Zero);
        Assert.That(Assert.Throws<ArgumentNullException>(() => PngImage.Write(image, null!))!.ParamName, Is.EqualTo("stream"));
    }

    [Test]
    public void Encode_LeavesNoTensorBehind()
    {
        using Tensor image = ones(3, 4, 5);
        Leaks.AssertNone(() => PngImage.Encode(image));
    }
}
