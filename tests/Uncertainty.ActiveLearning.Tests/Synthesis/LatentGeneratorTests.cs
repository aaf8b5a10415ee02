using Uncertainty.Bnn;
using Uncertainty.Testing;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Uncertainty.ActiveLearning.Tests.Synthesis;

[TestFixture]
internal sealed class LatentGeneratorTests
{
    [Test]
    public void Of_Autoencoder_DecodesInTheShapeAskedFor()
    {
        using ToyGenerator toy = new();
        using Tensor latents = LatentDraws.Of(0, 5, ToyGenerator.Latents);
        using Tensor expected = toy.Model.Decode(latents);
        LatentGenerator shaped = LatentGenerator.Of(toy.Model, 1, 2, 2);
        using Tensor inputs = shaped.Decode(latents);
        Assert.That(inputs.shape, Is.EqualTo(new long[] { 5, 1, 2, 2 }));
        Assert.That(Values.Of(inputs), Is.EqualTo(Values.Of(expected)));
        Assert.That(shaped.Latents, Is.EqualTo(ToyGenerator.Latents));
        using Tensor single = latents.to_type(ScalarType.Float32);
        using Tensor wide = shaped.Decode(single);
        Assert.That(wide.dtype, Is.EqualTo(ScalarType.Float64));
        Leaks.AssertNone(() => LatentGenerator.Of(toy.Model, 4).Decode(latents).Dispose());
    }

    [Test]
    public void Of_ConditionalAutoencoder_DecodesItsClass()
    {
        manual_seed(1);
        using ConditionalVariationalAutoencoder model = new(
            Linear(4, 5), Linear(2 + 3, 4), 5, 2, 3, new VariationalAutoencoderOptions { Likelihood = new GaussianLikelihood() });
        using Tensor latents = LatentDraws.Of(0, 6, 2);
        using Tensor narrow = latents.to_type(ScalarType.Float32);
        using Tensor labels = full(6, 2, dtype: ScalarType.Int64);
        using Tensor expected = model.Decode(narrow, labels);
        using Tensor inputs = LatentGenerator.Of(model, 2, 2, 2).Decode(latents);
        Assert.That(inputs.shape, Is.EqualTo(new long[] { 6, 2, 2 }));
        Assert.That(Values.Of(inputs), Is.EqualTo(Values.Of(expected)));
        Assert.That(() => LatentGenerator.Of(model, 3), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("label"));
        Assert.That(() => LatentGenerator.Of(model, 2, 0), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("shape"));
    }

    [Test]
    public void Decode_BadLatents_ThrowsWithName()
    {
        LatentGenerator generator = new(2, latents => latents.clone());
        using Tensor other = zeros(3, 3);
        using Tensor flat = zeros(3);
        using Tensor infinite = full(3, 2, double.PositiveInfinity);
        using Tensor whole = zeros(3, 2, dtype: ScalarType.Int64);
        foreach (Tensor bad in new[] { other, flat, infinite, whole })
        {
            Assert.That(() => generator.Decode(bad), Throws.ArgumentException.With.Property("ParamName").EqualTo("latents"));
        }

        Assert.That(
            () => new LatentGenerator(0, latents => latents),
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("latents"));
        Assert.That(() => new LatentGenerator(1, null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("decode"));
    }

    [Test]
    public void Decode_BadGenerator_IsNamed()
    {
        using Tensor latents = zeros(3, 2);
        Assert.That(() => new LatentGenerator(2, z => z.narrow(0, 0, 1)).Decode(latents), Throws.InvalidOperationException.With.Message.Contains("[3, …]"));
        Assert.That(() => new LatentGenerator(2, z => z.log()).Decode(latents), Throws.InvalidOperationException.With.Message.Contains("generator"));
        using ToyGenerator toy = new();
        using Tensor three = zeros(1, 3);
        Assert.That(() => LatentGenerator.Of(toy.Model, 3, 2).Decode(three), Throws.InvalidOperationException.With.Message.Contains("[3, 2]"));
    }
}
