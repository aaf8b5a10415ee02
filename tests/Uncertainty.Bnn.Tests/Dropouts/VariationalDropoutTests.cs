using TorchSharp;
using Uncertainty.Bnn.Tests.Engine;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Dropouts;

[TestFixture]
internal sealed class VariationalDropoutTests
{
    private static IEnumerable<TestCaseData> Layers()
    {
        yield return Case("Linear", () => nn.Linear(6, 3), 6, 5, 6);
        yield return Case("Tokens", () => nn.Linear(6, 3), 6, 5, 4, 6);
        if (ConcreteNetworks.WithConvolutions)
        {
            yield return Case("Conv1d", () => nn.Conv1d(6, 3, 3), 6, 5, 6, 7);
            yield return Case("Grouped", () => nn.Conv2d(6, 4, 3, groups: 2), 6, 5, 6, 7, 7);
            yield return Case("Reflect", () => nn.Conv2d(6, 4, 3, 1, 1, 1, PaddingModes.Reflect), 6, 5, 6, 7, 7);
            yield return Case("Transposed", () => nn.ConvTranspose2d(6, 6, 2), 6, 5, 6, 7, 7);
            yield return Case("Conv3d", () => nn.Conv3d(6, 2, 2), 6, 5, 6, 3, 3, 3);
        }

        static TestCaseData Case(string name, Func<nn.Module<Tensor, Tensor>> make, long units, params long[] shape) =>
            new TestCaseData(make, units, shape).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Layers))]
    public void Draw_IsTheLayerOnInputsTimesOneNoise(Func<nn.Module<Tensor, Tensor>> make, long units, long[] shape)
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(8);
        using VariationalDropout module = new(make(), new VariationalDropoutOptions { InitialAlpha = 0.3 });
        using (no_grad())
        {
            module.get_parameter("log_alpha")!.add_(Networks.Inputs(4, units));
        }

        Tensor inputs = Networks.Inputs(1, shape);
        VariationalNetworkOptions options = new() { Draws = 3, Seed = 5 };
        double[][] draws = Draws(module, inputs, options);
        double[][] whole = Draws(module, inputs, options with { WholePasses = true });
        long[] spread = shape.Length == 2 || module.Layer is TorchSharp.Modules.Linear
            ? [.. Enumerable.Repeat(1L, shape.Length - 1), units]
            : [1, units, .. Enumerable.Repeat(1L, shape.Length - 2)];
        for (int draw = 0; draw < draws.Length; draw++)
        {
            using Generator generator = new(unchecked((ulong)Seeds.Derive(Seeds.Derive(5, draw), 0)));
            using IDisposable noGradient = no_grad();
            Tensor factors = (module.Alpha().sqrt() * randn([units], generator: generator)) + 1;
            Assert.That(draws[draw], Is.EqualTo(Values.Of(module.Layer.call(inputs * factors.reshape(spread)))).Within(1e-4));
            Assert.That(whole[draw], Is.EqualTo(draws[draw]));
        }
    }

    [Test]
    public void Sample_ManyDraws_HaveTheMomentsOfTheClosedForm()
    {
        // An output is Σ w x s + b with s from N(1, α): mean Σ w x + b, variance Σ (w x)² α, with standard errors √(v / S) and v √(2 / S).
        const int draws = 4000;
        using nn.Module<Tensor, Tensor> layer = nn.Linear(3, 1);
        using VariationalDropout module = new(layer, new VariationalDropoutOptions { InitialAlpha = 0.25, SharedAlpha = true });
        using Tensor inputs = tensor(new float[] { 1, -2, 0.5f }, 1, 3);
        using Tensor plain = layer.call(inputs);
        double mean = Values.Of(plain)[0];
        double variance = 0.25 * Values.Of(layer.get_parameter("weight")!).Zip(Values.Of(inputs), (w, x) => w * w * x * x).Sum();
        double[] outputs = [.. Draws(module, inputs, new VariationalNetworkOptions { Draws = draws }).Select(draw => draw[0])];
        Assert.That(outputs.Average(), Is.EqualTo(mean).Within(4 * Math.Sqrt(variance / draws)));
        Assert.That(outputs.Average(value => Math.Pow(value - mean, 2)), Is.EqualTo(variance).Within(4 * variance * Math.Sqrt(2.0 / draws)));
    }

    [Test]
    public void Forward_Training_HasANoiseForEachRowAndUnit()
    {
        using nn.Module<Tensor, Tensor> layer = nn.Linear(4, 2);
        using VariationalDropout module = new(layer, new VariationalDropoutOptions { InitialAlpha = 0.5 });
        using DisposeScope scope = NewDisposeScope();
        Tensor inputs = Networks.Inputs(1, 3, 5, 4);
        manual_seed(2);
        Tensor noise = randn(3, 1, 4);
        manual_seed(2);
        Tensor outputs = module.call(inputs);
        Tensor expected = layer.call(inputs * ((noise * Math.Sqrt(0.5)) + 1));
        Assert.That(Values.Of(outputs), Is.EqualTo(Values.Of(expected)).Within(1e-5));
        module.eval();
        Assert.That(Values.Of(module.call(inputs)), Is.EqualTo(Values.Of(layer.call(inputs))));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Kl_IsTheSumOverTheUnits(bool shared)
    {
        // At α = 1: 0.63576 (1 − sigmoid(1.87320)) + ½ ln 2.
        using VariationalDropout module = new(nn.Linear(5, 2), new VariationalDropoutOptions { InitialAlpha = 1, SharedAlpha = shared });
        using Tensor kl = module.Kl();
        using Tensor alpha = module.Alpha();
        Assert.That(kl.item<float>(), Is.EqualTo(5 * ((0.63576 * (1 - (1 / (1 + Math.Exp(-1.8732))))) + (0.5 * Math.Log(2)))).Within(1e-5));
        Assert.That(alpha.shape, Is.EqualTo(shared ? Array.Empty<long>() : new long[] { 5 }));
    }

    [Test]
    public void Train_InputsThatSayNothing_DrownInNoise()
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(1);
        VariationalDropout module = new(nn.Linear(6, 1));
        using nn.Module<Tensor, Tensor> network = nn.Sequential(("fc", module));
        Tensor inputs = Networks.Inputs(1, 400, 6);
        Tensor targets = inputs.narrow(1, 0, 1) - (2 * inputs.narrow(1, 1, 1)) + (0.3 * Networks.Inputs(2, 400, 1));
        Svi.Train(
            network,
            [(inputs, targets)],
            (outputs, wanted) => (outputs - wanted).square().mean() / (2 * 0.09),
            examples: 400,
            new SviOptions { Epochs = 900, LearningRate = 0.02 });
        double[] alphas = Values.Of(module.Alpha());
        TestContext.Out.WriteLine(string.Join(' ', alphas.Select(alpha => $"{alpha:0.0000}")));
        Assert.That(alphas.Take(2), Has.All.LessThan(0.05));
        Assert.That(alphas.Skip(2), Has.All.GreaterThan(0.3), "from 0.1");
    }

    [Test]
    public void BadArguments_ThrowWithName()
    {
        using nn.Module<Tensor, Tensor> relu = nn.ReLU();
        using VariationalDropout module = new(nn.Linear(5, 2));
        using Tensor inputs = ones(3, 4);
        Bad(() => new VariationalDropout(null!), "next");
        Bad(() => new VariationalDropout(relu), "next");
        Bad(() => module.call(inputs), "input");
        Bad(() => module.call(null!), "input");
        foreach (double bad in new[] { 0, -1, double.NaN, double.PositiveInfinity })
        {
            Bad(() => new VariationalDropoutOptions { InitialAlpha = bad }, "InitialAlpha");
        }

        Assert.That(() => new McDropout(module), Throws.ArgumentException.With.Property("ParamName").EqualTo("network"));
    }

    [Test]
    public void Everything_LeaksNothing()
    {
        using Tensor inputs = Networks.Inputs(1, 4, 5);
        Leaks.AssertNone(() =>
        {
            using VariationalDropout module = new(nn.Linear(5, 2));
            module.call(inputs).Dispose();
            module.eval();
            module.call(inputs).Dispose();
            module.Kl().Dispose();
            module.Alpha().Dispose();
            new VariationalNetwork(module, new VariationalNetworkOptions { Draws = 2 }).Visit(inputs, (_, _, _) => { });
        });
    }

    private static double[][] Draws(nn.Module<Tensor, Tensor> network, Tensor inputs, VariationalNetworkOptions options)
    {
        using PredictiveSamples samples = new VariationalNetwork(network, options).Sample(inputs);
        double[] all = Values.Of(samples.Values);
        return [.. all.Chunk(all.Length / options.Draws)];
    }

    private static void Bad(Func<object> action, string name) =>
        Assert.That(() => action(), Throws.InstanceOf<ArgumentException>().With.Property("ParamName").EqualTo(name));
}
