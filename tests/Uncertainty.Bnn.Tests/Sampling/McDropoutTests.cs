using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Sampling;

[TestFixture]
internal sealed class McDropoutTests
{
    private static readonly McDropoutOptions Few = new() { Draws = 6, Seed = 3 };

    [Test]
    public void Sample_Mlp_EqualsTheNaiveLoopWithTheSameMasks()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp(0.5);
        using Tensor inputs = Networks.Inputs(1, 5, Networks.Features);
        using PredictiveSamples samples = new McDropout(network, Few).Sample(inputs);
        double[][] weights = [.. network.parameters().Select(Values.Of)];
        double[] expected = NaivePasses(weights, Values.Of(inputs), 5, Few.Draws, Few.Seed, 0.5);
        double[] got = Values.Of(samples.Values);
        Assert.That(samples.Values.shape, Is.EqualTo(new long[] { 6, 5, Networks.Classes }));
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.That(got[i], Is.EqualTo(expected[i]).Within(1e-5), $"value {i}");
        }
    }

    [Test]
    public void Sample_OneByOneAndInBatches_IsTheSame()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp(0.5, batchNorm: true);
        using Tensor inputs = Networks.Inputs(1, 7, Networks.Features);
        double[] whole = Draw(network, inputs, Few);
        double[] slices = Draw(network, inputs, Few with { BatchSize = 3 });
        double[] single = Draw(network, inputs, Few with { BatchSize = 1 });
        Assert.That(slices, Is.EqualTo(whole).Within(1e-6));
        Assert.That(single, Is.EqualTo(whole).Within(1e-6));
    }

    [Test]
    public void Sample_InputsInAnotherOrder_GivesTheDrawsInThatOrder()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        using Tensor inputs = Networks.Inputs(1, 4, Networks.Features);
        using Tensor reversed = inputs.flip(0);
        using PredictiveSamples forth = new McDropout(network, Few).Sample(inputs);
        using PredictiveSamples back = new McDropout(network, Few).Sample(reversed);
        using Tensor turned = back.Values.flip(1);
        Assert.That(Values.Of(turned), Is.EqualTo(Values.Of(forth.Values)).Within(1e-6));
    }

    [Test]
    public void Sample_SameSeed_SameBits_OtherSeed_OtherDraws()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        using Tensor inputs = Networks.Inputs(1, 4, Networks.Features);
        double[] first = Draw(network, inputs, Few);
        Assert.That(Draw(network, inputs, Few), Is.EqualTo(first));
        Assert.That(Draw(network, inputs, Few with { Seed = 4 }), Is.Not.EqualTo(first));
    }

    [Test]
    public void Sample_MoreDraws_LeavesTheFirstOnesAsTheyWere()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        using Tensor inputs = Networks.Inputs(1, 4, Networks.Features);
        double[] few = Draw(network, inputs, Few);
        Assert.That(Draw(network, inputs, Few with { Draws = 9 }).Take(few.Length), Is.EqualTo(few));
    }

    [Test]
    public void Sample_AllDrawsDiffer()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        using Tensor inputs = Networks.Inputs(1, 1, Networks.Features);
        double[][] draws = [.. Draw(network, inputs, Few).Chunk(Networks.Classes)];
        Assert.That(draws.Select(draw => string.Join(' ', draw)), Is.Unique);
    }

    [Test]
    public void Sample_ChannelDropout_DropsWholeChannelsForAllInputs()
    {
        using nn.Module<Tensor, Tensor> network = Sequential(("drop", nn.Dropout2d(0.5)), ("flatten", nn.Flatten()));
        using Tensor inputs = ones(3, 40, 2, 2);
        double[] got = Draw(network, inputs, new McDropoutOptions { Draws = 1 });
        double[][] channels = [.. got.Chunk(4)];
        Assert.That(channels.Select(channel => channel.Distinct().Count()), Has.All.EqualTo(1));
        Assert.That(channels.Select(channel => channel[0]), Has.All.AnyOf(0.0, 2.0));
        Assert.That(channels.Take(40).Select(channel => channel[0]), Is.EqualTo(channels.Skip(40).Take(40).Select(channel => channel[0])));
        Assert.That(got.Distinct().Count(), Is.EqualTo(2));
    }

    [TestCase(0.1)]
    [TestCase(0.5)]
    [TestCase(0.9)]
    public void Sample_ManyUnits_KeepsTheirShareAndTheMean(double rate)
    {
        const int units = 20_000;
        using nn.Module<Tensor, Tensor> network = Sequential(("drop", nn.Dropout(rate)));
        using Tensor inputs = ones(1, units);
        double[] got = Draw(network, inputs, new McDropoutOptions { Draws = 1 });
        double standardError = Math.Sqrt(rate * (1 - rate) / units);
        Assert.That(got.Count(value => value == 0) / (double)units, Is.EqualTo(rate).Within(4 * standardError));
        Assert.That(got.Average(), Is.EqualTo(1).Within(4 * standardError / (1 - rate)));
    }

    [Test]
    public void Sample_LayerUsedTwice_GetsTwoMasks()
    {
        using SharedDropout network = new();
        using Tensor inputs = ones(1, 400);
        double[] got = Draw(network, inputs, new McDropoutOptions { Draws = 1 });
        Assert.That(got.Distinct().Order(), Is.EqualTo(new[] { 0.0, 4.0 }));
        Assert.That(got.Count(value => value > 0), Is.InRange(60, 140));
    }

    [Test]
    public void Sample_RateOfTheOptions_TakesThePlaceOfTheLayers()
    {
        using nn.Module<Tensor, Tensor> network = Sequential(("drop", nn.Dropout(0.5)));
        using Tensor inputs = ones(1, 1000);
        double[] got = Draw(network, inputs, new McDropoutOptions { Draws = 1, Rate = 0.2 });
        Assert.That(got.Max(), Is.EqualTo(1.25).Within(1e-6));
        Assert.That(got.Count(value => value == 0), Is.InRange(140, 260));
    }

    [Test]
    public void Sample_ChosenLayers_OnlyThoseAreRandom()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        McDropout dropout = new(network, Few with { Layers = ["5"] });
        Assert.That(dropout.Layers, Is.EqualTo(new[] { "5" }));
        Assert.That(new McDropout(network, Few).Layers, Is.EqualTo(new[] { "2", "5" }));
    }

    [Test]
    public void Sample_DoublePrecision_AgreesWithSingle()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        using Tensor inputs = Networks.Inputs(1, 4, Networks.Features);
        double[] single = Draw(network, inputs, Few);
        network.to(ScalarType.Float64);
        using Tensor wide = inputs.to_type(ScalarType.Float64);
        Assert.That(Draw(network, wide, Few), Is.EqualTo(single).Within(1e-5));
    }

    [Test]
    public void Sample_MeanOfManyDraws_NearsTheDeterministicNetworkWhereItIsLinear()
    {
        manual_seed(5);
        using nn.Module<Tensor, Tensor> network = Sequential(("drop", nn.Dropout(0.5)), ("fc", nn.Linear(50, 2)));
        using Tensor inputs = Networks.Inputs(2, 3, 50);
        network.eval();
        double[] deterministic = Values.Of(network.call(inputs));
        using PredictiveSamples samples = new McDropout(network, new McDropoutOptions { Draws = 4000 }).Sample(inputs);
        double[] mean = Values.Of(samples.Mean());
        double[] error = [.. Values.Of(samples.Variance()).Select(variance => Math.Sqrt(variance / 4000))];
        for (int i = 0; i < mean.Length; i++)
        {
            Assert.That(mean[i], Is.EqualTo(deterministic[i]).Within(4 * error[i]));
        }
    }

    private static double[] Draw(nn.Module<Tensor, Tensor> network, Tensor inputs, McDropoutOptions options)
    {
        using PredictiveSamples samples = new McDropout(network, options).Sample(inputs);
        return Values.Of(samples.Values);
    }

    private static nn.Module<Tensor, Tensor> Sequential(params (string, nn.Module<Tensor, Tensor>)[] layers) => nn.Sequential(layers);

    /// <summary>The MLP of <see cref="Networks.Mlp"/> in plain loops, with the masks that the sampler documents.</summary>
    private static double[] NaivePasses(double[][] weights, double[] inputs, int count, int draws, long seed, double rate)
    {
        List<double> all = [];
        for (int draw = 0; draw < draws; draw++)
        {
            long drawSeed = Seeds.Derive(seed, draw);
            for (int n = 0; n < count; n++)
            {
                double[] x = inputs[(n * Networks.Features)..((n + 1) * Networks.Features)];
                double[] hidden = Masked(Relu(Affine(weights[0], weights[1], x)), drawSeed, 0, rate);
                double[] second = Masked(Relu(Affine(weights[2], weights[3], hidden)), drawSeed, 1, rate);
                all.AddRange(Affine(weights[4], weights[5], second));
            }
        }

        return [.. all];
    }

    private static double[] Affine(double[] weight, double[] bias, double[] x) =>
        [.. bias.Select((b, row) => b + x.Select((value, column) => weight[(row * x.Length) + column] * value).Sum())];

    private static double[] Relu(double[] x) => [.. x.Select(value => Math.Max(0, value))];

    private static double[] Masked(double[] x, long drawSeed, int layer, double rate)
    {
        long key = Seeds.Derive(Seeds.Derive(drawSeed, layer), 0);
        return [.. x.Select((value, i) => Seeds.Uniform(key, i) >= rate ? value / (1 - rate) : 0)];
    }

    private sealed class SharedDropout : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> _drop = nn.Dropout(0.5);

        public SharedDropout()
            : base(nameof(SharedDropout))
        {
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => _drop.call(_drop.call(input));
    }
}
