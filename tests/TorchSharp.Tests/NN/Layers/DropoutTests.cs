using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Tests.NN.Layers;

[TestFixture]
internal sealed class DropoutTests
{
    private const double P = 0.3;
    private const long Items = 200;
    private const long Channels = 100;

    /// <summary>A module, its input's shape, and the elements that stand or fall together.</summary>
    private static IEnumerable<TestCaseData> Forms =>
    [
        new(() => Dropout(P), new long[] { Items, Channels }, 1),
        new(() => Dropout1d(P), new long[] { Items, Channels, 3 }, 3),
        new(() => Dropout2d(P), new long[] { Items, Channels, 2, 2 }, 4),
        new(() => Dropout3d(P), new long[] { Items, Channels, 1, 2, 2 }, 4),
    ];

    private static IEnumerable<TestCaseData> EveryForm =>
    [
        .. Forms,
        new(() => AlphaDropout(P), new long[] { Items, Channels }, 1),
        new(() => FeatureAlphaDropout(P), new long[] { Items, Channels, 2, 2 }, 4),
    ];

    [TestCaseSource(nameof(Forms))]
    public void Train_Ones_UnitsAreDroppedWholeOrScaled(Func<nn.Module<Tensor, Tensor>> make, long[] shape, int unit)
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(3);
        using nn.Module<Tensor, Tensor> layer = make();
        float[][] units = [.. layer.call(ones(shape)).data<float>().ToArray().Chunk(unit)];
        Assert.That(units.All(values => values.All(value => value == values[0])), Is.True);
        Assert.That(units.Select(values => values[0]).Distinct(), Is.EquivalentTo(new[] { 0f, (float)(1 / (1 - P)) }));

        // Five standard errors of a proportion.
        double kept = units.Count(values => values[0] != 0) / (double)units.Length;
        Assert.That(kept, Is.EqualTo(1 - P).Within(5 * Math.Sqrt(P * (1 - P) / units.Length)));
    }

    [TestCaseSource(nameof(EveryForm))]
    public void Eval_AnyInput_IsTheIdentity(Func<nn.Module<Tensor, Tensor>> make, long[] shape, int unit)
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> layer = make();
        layer.eval();
        Tensor input = randn(shape);
        Assert.That(layer.call(input).data<float>().ToArray(), Is.EqualTo(input.data<float>().ToArray()), $"unit {unit}");
    }

    [TestCaseSource(nameof(EveryForm))]
    public void Train_SameSeed_DropsTheSame(Func<nn.Module<Tensor, Tensor>> make, long[] shape, int unit)
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> layer = make();
        Tensor input = ones(shape);
        float[][] draws = [.. new long[] { 5, 5, 6 }.Select(seed =>
        {
            manual_seed(seed);
            return layer.call(input).data<float>().ToArray();
        })];
        Assert.That(draws[1], Is.EqualTo(draws[0]), $"unit {unit}");
        Assert.That(draws[2], Is.Not.EqualTo(draws[0]));
    }

    [Test]
    public void AlphaDropout_StandardNormalInput_KeepsMeanAndVariance()
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(4);
        using AlphaDropout layer = AlphaDropout(P);
        double[] values = [.. layer.call(randn(200_000)).data<float>().ToArray().Select(value => (double)value)];
        double mean = values.Average();
        double variance = values.Sum(value => (value - mean) * (value - mean)) / values.Length;
        Assert.That(mean, Is.Zero.Within(5 / Math.Sqrt(values.Length)));
        Assert.That(variance, Is.EqualTo(1).Within(0.02));
    }

    [Test]
    public void FeatureAlphaDropout_RandomInput_DropsWholeChannelsToOneValue()
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(4);
        using FeatureAlphaDropout layer = FeatureAlphaDropout(P);
        float[][] channels = [.. layer.call(randn(Items, Channels, 2, 2)).data<float>().ToArray().Chunk(4)];
        float[][] dropped = [.. channels.Where(values => values.Distinct().Count() == 1)];
        Assert.That(dropped.Select(values => values[0]).Distinct().Count(), Is.EqualTo(1));
        double share = dropped.Length / (double)channels.Length;
        Assert.That(share, Is.EqualTo(P).Within(5 * Math.Sqrt(P * (1 - P) / channels.Length)));
    }

    [Test]
    public void Gradient_Train_IsTheMaskItself()
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(2);
        using Dropout layer = Dropout(P);
        Tensor input = ones(4, 5);
        input.requires_grad = true;
        Tensor output = layer.call(input);
        Tensor gradient = autograd.grad([output], [input], [ones(4, 5)])[0];
        Assert.That(gradient.data<float>().ToArray(), Is.EqualTo(output.data<float>().ToArray()));
    }

    [Test]
    public void InPlace_Train_ChangesTheInput()
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(2);
        Tensor input = ones(10, 10);
        Tensor output = F.dropout(input, P, true, true);
        Assert.That(input.data<float>().ToArray(), Has.Some.Zero);
        Assert.That(output.data<float>().ToArray(), Is.EqualTo(input.data<float>().ToArray()));
    }

    [Test]
    public void Dropout2d_Unbatched_DropsChannelsOfTheFirstDimension()
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(2);
        float[][] channels = [.. F.dropout2d(ones(40, 2, 3), P).data<float>().ToArray().Chunk(6)];
        Assert.That(channels.All(values => values.Distinct().Count() == 1), Is.True);
        Assert.That(channels.Select(values => values[0]).Distinct().Count(), Is.EqualTo(2));
    }

    [TestCase(0.0, 1f)]
    [TestCase(1.0, 0f)]
    public void Dropout_ExtremeP_KeepsAllOrNothing(double p, float expected)
    {
        using DisposeScope scope = NewDisposeScope();
        using Dropout layer = Dropout(p);
        Assert.That(layer.call(ones(3, 3)).data<float>().ToArray(), Is.All.EqualTo(expected));
    }

    [TestCase(-0.1)]
    [TestCase(1.1)]
    public void Dropout_POutOfRange_Throws(double p)
    {
        using Tensor input = ones(2, 2);
        Assert.That(() => F.dropout(input, p), Throws.InstanceOf<System.Runtime.InteropServices.ExternalException>());
    }
}
