using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Engine;

/// <summary>The engine gives what whole passes with the same masks give.</summary>
[TestFixture]
internal sealed class EngineTests
{
    private const int Inputs = 7;

    private static readonly McDropoutOptions Some = new() { Draws = 12, Seed = 5 };

    private static IEnumerable<EngineNetworks.Case> Cases => EngineNetworks.All;

    [TestCaseSource(nameof(Cases))]
    public void Sample_Engine_EqualsWholePasses(EngineNetworks.Case @case)
    {
        using nn.Module<Tensor, Tensor> network = @case.Make();
        using Tensor inputs = Networks.Inputs(1, [Inputs, .. @case.Shape]);
        double[] before = Values.Of(inputs);
        double[] whole = Draw(network, inputs, Some with { WholePasses = true });
        AssertClose(Draw(network, inputs, Some), whole);
        Assert.That(whole.Chunk(whole.Length / Some.Draws).Select(draw => string.Join(' ', draw)).Distinct().Count(), Is.GreaterThan(1));
        Assert.That(Values.Of(inputs), Is.EqualTo(before));
    }

    [TestCaseSource(nameof(Cases))]
    public void Sample_InDouble_EqualsWholePassesToItsPrecision(EngineNetworks.Case @case)
    {
        using nn.Module<Tensor, Tensor> network = @case.Make();
        network.to(ScalarType.Float64);
        using Tensor single = Networks.Inputs(1, [Inputs, .. @case.Shape]);
        using Tensor inputs = single.to_type(ScalarType.Float64);
        double[] whole = Draw(network, inputs, Some with { WholePasses = true });
        AssertClose(Draw(network, inputs, Some), whole, 1e-13);
    }

    [TestCaseSource(nameof(Cases))]
    public void Sample_OneByOne_EqualsTheBatch_AndOrderDoesNotMatter(EngineNetworks.Case @case)
    {
        using nn.Module<Tensor, Tensor> network = @case.Make();
        using Tensor inputs = Networks.Inputs(1, [Inputs, .. @case.Shape]);
        using Tensor reversed = inputs.flip(0);
        double[] batch = Draw(network, inputs, Some);
        AssertClose(Draw(network, inputs, Some with { BatchSize = 1 }), batch);
        AssertClose(Draw(network, inputs, Some with { BatchSize = 3 }), batch);
        AssertClose(Draw(network, inputs, Some with { MemoryLimit = 1 }), batch);
        using PredictiveSamples samples = new McDropout(network, Some).Sample(reversed);
        using Tensor turned = samples.Values.flip(1);
        AssertClose(Values.Of(turned), batch);
    }

    [TestCaseSource(nameof(Cases))]
    public void Sample_SameSeed_SameBits_AndNothingIsLeftBehind(EngineNetworks.Case @case)
    {
        using nn.Module<Tensor, Tensor> network = @case.Make();
        using Tensor inputs = Networks.Inputs(1, [Inputs, .. @case.Shape]);
        McDropout posterior = new(network, Some);
        double[] first = Draw(network, inputs, Some);
        double[][] state = State(network);
        Leaks.AssertNone(() => posterior.Visit(inputs, (_, _, _) => { }));
        Leaks.AssertNone(() => posterior.Explain());
        Assert.That(Draw(network, inputs, Some), Is.EqualTo(first));
        Assert.That(State(network), Is.EqualTo(state));
    }

    [TestCaseSource(nameof(Cases))]
    public void Explain_NamesEveryPartAndItsPath(EngineNetworks.Case @case)
    {
        using nn.Module<Tensor, Tensor> network = @case.Make();
        using Tensor inputs = Networks.Inputs(1, [Inputs, .. @case.Shape]);
        McDropout posterior = new(network, Some);
        Assert.That(posterior.Explain(), Does.StartWith("MC dropout, 12 draws"));
        posterior.Visit(inputs, (_, _, _) => { });
        string text = posterior.Explain();
        TestContext.Out.WriteLine(text);
        using nn.Module<Tensor, Tensor> convolution = nn.Conv2d(1, 1, 1);
        bool tells = WeightOperation.Of(convolution) is not null;
        foreach (string path in @case.Paths.Where(path => tells || !path.StartsWith(EngineNetworks.OfConvolution, StringComparison.Ordinal)))
        {
            Assert.That(text, Does.Contain(path.Replace(EngineNetworks.OfConvolution, string.Empty, StringComparison.Ordinal)));
        }

        Assert.That(new McDropout(network, Some with { WholePasses = true }).Explain(), Does.Contain("whole: "));
    }

    [Test]
    public void Visit_ChunksAndDraws_ComeInOrder()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        using Tensor inputs = Networks.Inputs(1, 5, Networks.Features);
        List<string> seen = [];
        new McDropout(network, Some with { Draws = 2, BatchSize = 2 })
            .Visit(inputs, (draw, first, outputs) => seen.Add($"{draw}:{first}+{outputs.shape[0]}"));
        Assert.That(seen, Is.EqualTo(new[] { "0:0+2", "1:0+2", "0:2+2", "1:2+2", "0:4+1", "1:4+1" }));
    }

    [Test]
    public void Visit_MemoryLimit_MakesChunksOfFewerInputs()
    {
        using nn.Module<Tensor, Tensor> network = nn.Sequential(("drop", nn.Dropout(0.5)), ("fc", nn.Linear(1000, 2)));
        using Tensor inputs = Networks.Inputs(1, 64, 1000);
        List<long> Sizes(long limit)
        {
            List<long> sizes = [];
            new McDropout(network, Some with { Draws = 1, MemoryLimit = limit }).Visit(inputs, (_, _, outputs) => sizes.Add(outputs.shape[0]));
            return sizes;
        }

        Assert.That(Sizes(512L << 20), Is.EqualTo(new[] { 64 }));
        Assert.That(Sizes(16 * 4000 * 4), Has.All.InRange(4, 16));
        Assert.That(Sizes(1), Has.All.EqualTo(1).And.Exactly(64).Items);
    }

    [Test]
    public void Visit_PrefixOfTheNetwork_RunsOnceForAllDraws()
    {
        int runs = 0;
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        using Tensor inputs = Networks.Inputs(1, 1, Networks.Features);
        ((nn.Module<Tensor, Tensor>)network.children().First()).register_forward_hook((_, _, output) =>
        {
            runs++;
            return output;
        });
        new McDropout(network, Some).Visit(inputs, (_, _, _) => { });
        Assert.That(runs, Is.EqualTo(1));
        new McDropout(network, Some with { WholePasses = true }).Visit(inputs, (_, _, _) => { });
        Assert.That(runs, Is.EqualTo(1 + Some.Draws));
    }

    [Test]
    public void Visit_ForwardThatIsCut_RunsThePrefixOnceAChunk()
    {
        int runs = 0;
        using nn.Module<Tensor, Tensor> network = new OwnNetworks.FieldsInARow();
        using Tensor inputs = Networks.Inputs(1, 6, 6);
        ((nn.Module<Tensor, Tensor>)network.children().First()).register_forward_hook((_, _, output) =>
        {
            runs++;
            return output;
        });
        McDropout posterior = new(network, Some with { BatchSize = 3 });
        posterior.Visit(inputs, (_, _, _) => { });
        int first = runs;
        posterior.Visit(inputs, (_, _, _) => { });
        Assert.That((first, runs - first), Is.EqualTo((3, 2)), "the first visit also measures one input");
    }

    [Test]
    public void Sample_WeightsChangedAfterwards_AreThoseOfTheNextVisit()
    {
        using nn.Module<Tensor, Tensor> network = EngineNetworks.WithStatistics(Networks.Mlp(batchNorm: true));
        using Tensor inputs = Networks.Inputs(1, 3, Networks.Features);
        McDropout posterior = new(network, Some);
        posterior.Visit(inputs, (_, _, _) => { });
        EngineNetworks.WithStatistics(network);
        double[] expected = Draw(network, inputs, Some with { WholePasses = true });
        using PredictiveSamples after = posterior.Sample(inputs);
        AssertClose(Values.Of(after.Values), expected);
    }

    private static double[] Draw(nn.Module<Tensor, Tensor> network, Tensor inputs, McDropoutOptions options)
    {
        using PredictiveSamples samples = new McDropout(network, options).Sample(inputs);
        return Values.Of(samples.Values);
    }

    private static double[][] State(nn.Module network) =>
        [.. network.parameters().Select(Values.Of), .. network.buffers().Select(Values.Of)];

    /// <summary>Relative to the largest value of the whole, as rounding is.</summary>
    private static void AssertClose(double[] got, double[] expected, double tolerance = 1e-5)
    {
        double scale = expected.Max(Math.Abs);
        Assert.That(got, Is.EqualTo(expected).Within(tolerance * scale));
    }
}
