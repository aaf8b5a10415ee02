using Uncertainty.Bnn.Tests.Posterior;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Sampling;

[TestFixture]
internal sealed class StochasticFunctionTests
{
    private static readonly StochasticFunctionOptions Few = new() { Draws = 3, Seed = 4 };

    private Tensor _inputs = null!;

    [SetUp]
    public void Open() => _inputs = Networks.Inputs(1, 5, Networks.Features);

    [TearDown]
    public void Close() => _inputs.Dispose();

    [Test]
    public void Sample_EachDraw_IsTheFunctionAfterItsSeed()
    {
        using PredictiveSamples samples = new StochasticFunction(Noisy, Few).Sample(_inputs);
        List<double> expected = [];
        for (int draw = 0; draw < Few.Draws; draw++)
        {
            manual_seed(Seeds.Derive(Few.Seed, draw));
            using Tensor output = Noisy(_inputs);
            expected.AddRange(Values.Of(output));
        }

        Assert.That(Values.Of(samples.Values), Is.EqualTo(expected));
    }

    [Test]
    public void Sample_ManyDraws_HaveTheMomentsOfTheNoise()
    {
        using PredictiveSamples samples = new StochasticFunction(Noisy, Few with { Draws = 2000 }).Sample(_inputs);
        using Tensor mean = samples.Mean();
        using Tensor variance = samples.Variance();

        // Standard errors of 2,000 draws: 1/sqrt(2000) of the mean, sqrt(2/2000) of the variance; 4.5 of each for 20 values.
        Assert.That(Values.Of(mean), Is.EqualTo(Values.Of(_inputs)).Within(4.5 * 0.0224));
        Assert.That(Values.Of(variance), Has.All.EqualTo(1).Within(4.5 * 0.0317));
    }

    [Test]
    public void Sample_OneInputABatch_MakesDrawsFunctions()
    {
        PosteriorAssertions.AssertReversible(new StochasticFunction(Noisy, Few with { BatchSize = 1 }), _inputs);
    }

    [Test]
    public void Visit_FunctionWithoutNoise_ThrowsInsteadOfNoUncertainty()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        network.eval();
        Assert.That(
            () => new StochasticFunction(network.call, Few).Sample(_inputs),
            Throws.InvalidOperationException.With.Message.Contains("all 3 draws"));
        using PredictiveSamples one = new StochasticFunction(network.call, Few with { Draws = 1 }).Sample(_inputs);
        Assert.That(one.Draws, Is.EqualTo(1));
    }

    [Test]
    public void Visit_NoiseThatHappensToChangeNothing_IsNoError()
    {
        // Votes of a function that is sure: it asks the generator, and all draws agree.
        using Tensor inputs = tensor(new float[] { 100, 0 }, [1, 2]);
        Tensor Vote(Tensor x) => nn.functional.one_hot((x + rand_like(x)).argmax(1), 2).to_type(ScalarType.Float32);

        using PredictiveSamples samples = new StochasticFunction(Vote, Few).Sample(inputs);
        Assert.That(Values.Of(samples.Values), Is.EqualTo(new double[] { 1, 0, 1, 0, 1, 0 }));
    }

    [Test]
    public void Visit_OutputsOfOtherShape_ThrowWithIt()
    {
        Assert.That(
            () => new StochasticFunction(inputs => rand_like(inputs).sum(1), Few).Sample(_inputs),
            Throws.InvalidOperationException.With.Message.Contains("The function must give [N, C, …] outputs with N = 5; got [5]"));
        int call = 0;
        Assert.That(
            () => new StochasticFunction(_ => rand(5, ++call), Few).Sample(_inputs),
            Throws.InvalidOperationException.With.Message.Contains("draw 0 gave [5, 1], draw 1 [5, 2]"));
    }

    [Test]
    public void Visit_FunctionThatDisposesItsInput_LeavesTheCallers()
    {
        Tensor Closing(Tensor x)
        {
            using (x)
            {
                return Noisy(x);
            }
        }

        double[] before = Values.Of(_inputs);
        using PredictiveSamples samples = new StochasticFunction(Closing, Few).Sample(_inputs);
        Assert.That(Values.Of(_inputs), Is.EqualTo(before));
    }

    [Test]
    public void New_BadArguments_ThrowWithName()
    {
        Assert.That(() => new StochasticFunction(null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("function"));
        Assert.That(
            () => new StochasticFunctionOptions { Draws = 0 },
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("Draws"));
    }

    private static Tensor Noisy(Tensor inputs) => inputs + randn_like(inputs);
}
