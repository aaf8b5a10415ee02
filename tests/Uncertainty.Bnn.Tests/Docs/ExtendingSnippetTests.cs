using TorchSharp;
using Uncertainty.Bnn.Tests.Posterior;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Docs;

/// <summary>The posterior sampler and the layer of docs/extending.md, as they stand there.</summary>
[TestFixture]
internal sealed class ExtendingSnippetTests
{
    [Test]
    public void Sampler_Options_AreChecked()
    {
        Assert.That(
            () => new PerturbedWeightsOptions { Draws = 0 },
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("Draws"));
        Assert.That(
            () => new PerturbedWeightsOptions { Deviation = 0 },
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("Deviation"));
    }

    [Test]
    public void Layer_TrainedDrawnAndSaved_IsTheSame()
    {
        string path = Path.GetTempFileName();
        try
        {
            using DisposeScope scope = NewDisposeScope();
            manual_seed(1);
            using nn.Module<Tensor, Tensor> network = nn.Sequential(("fc", nn.Linear(4, 6)), ("scale", new BayesianScale(6)), ("last", nn.Linear(6, 3)));
            Tensor inputs = Networks.Inputs(1, 30, 4);
            Tensor labels = arange(0, 30).remainder(3).to_type(ScalarType.Int64);

            IReadOnlyList<ElboValue> epochs = Svi.Train(
                network, [(inputs, labels)], (outputs, targets) => nn.functional.cross_entropy(outputs, targets), examples: 30,
                new SviOptions { Epochs = 3 });
            VariationalNetwork posterior = new(network, new VariationalNetworkOptions { Draws = 5 });
            posterior.Save(path);

            using nn.Module<Tensor, Tensor> again = nn.Sequential(("fc", nn.Linear(4, 6)), ("scale", new BayesianScale(6)), ("last", nn.Linear(6, 3)));
            VariationalNetwork loaded = VariationalNetwork.Load(path, again);
            using PredictiveSamples draws = posterior.Sample(inputs);
            using PredictiveSamples same = loaded.Sample(inputs);
            Assert.That(Values.Of(same.Values), Is.EqualTo(Values.Of(draws.Values)));
            Assert.That(epochs.Select(epoch => epoch.Kl), Has.All.GreaterThan(0));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Test]
    public void Layer_Divergence_IsThatOfItsNormals()
    {
        using DisposeScope scope = NewDisposeScope();
        using BayesianScale layer = new(5);
        double expected = 5 * (Math.Log(1 / 0.02) + (0.02 * 0.02 / 2) - 0.5);
        Assert.That(((IVariationalLayer)layer).Divergence().item<float>(), Is.EqualTo(expected).Within(1e-4));
        Tensor inputs = ones(2, 5);
        Leaks.AssertNone(() => layer.call(inputs).Dispose());
        Assert.That(
            () => layer.call(ones(2, 1)), Throws.InstanceOf<ArgumentException>().With.Property("ParamName").EqualTo("input"), "no broadcast");
    }
}

/// <summary>How weights are perturbed.</summary>
internal sealed record PerturbedWeightsOptions : SamplingOptions
{
    private readonly int _draws = 50;
    private readonly double _deviation = 0.05;

    /// <summary>Number of draws S. Default 50; at least 1.</summary>
    public int Draws
    {
        get => _draws;
        init => _draws = Guard.AtLeast(value, 1, nameof(Draws));
    }

    /// <summary>Standard deviation of the factors. Default 0.05; finite and greater than 0.</summary>
    public double Deviation
    {
        get => _deviation;
        init => _deviation = Guard.Positive(value, nameof(Deviation));
    }

    /// <summary>Seed of the factors. Default 0.</summary>
    public long Seed { get; init; }
}

/// <summary>Draw s is the network with each weight times a normal factor around 1, that of (seed, s).</summary>
internal sealed class PerturbedWeights : IPosteriorPredictive
{
    private readonly nn.Module<Tensor, Tensor> _network;
    private readonly PerturbedWeightsOptions _options;
    private readonly PassMemory _memory;

    public PerturbedWeights(nn.Module<Tensor, Tensor> network, PerturbedWeightsOptions? options = null)
    {
        _network = Guard.NotNull(network);
        _options = options ?? new PerturbedWeightsOptions();
        _memory = new PassMemory([network], together: 1, prepare: inputs => inputs);
    }

    public int Draws => _options.Draws;

    public void Visit(Tensor inputs, DrawVisitor visit, CancellationToken cancellationToken = default)
    {
        using EvaluationModeScope evaluation = new(_network);        // modes come back, and no gradient is recorded
        DrawLoop.Run(inputs, visit, Draws, given => _memory.Rows(given, _options), (draw, _, chunk) => Pass(draw, chunk), cancellationToken);
    }

    private Tensor Pass(int draw, Tensor chunk)
    {
        long count = chunk.shape[0];                                 // read first: a network may dispose what it is given
        using Generator generator = new(unchecked((ulong)Seeds.Derive(_options.Seed, draw)));
        using WeightScope drawn = new(_network.parameters().Select(weight => ((Tensor)weight, weight * Factors(weight, generator))));
        return DrawLoop.Checked(_network.call(chunk), count, "network");
    }

    private Tensor Factors(Tensor weight, Generator generator) =>
        (WeightNormal.Noise(generator, weight, weight.shape) * _options.Deviation) + 1;
}

[TestFixture]
internal sealed class PerturbedWeightsContractTests : PosteriorContract
{
    private nn.Module<Tensor, Tensor> _network = null!;

    protected override IReadOnlyList<nn.Module> Wrapped => [_network];

    [SetUp]
    public void Open() => _network = Networks.Mlp(batchNorm: true);

    [TearDown]
    public void Close() => _network.Dispose();

    protected override IPosteriorPredictive Make(int batchSize = 512) =>
        new PerturbedWeights(_network, new PerturbedWeightsOptions { Draws = 3, Seed = 2, BatchSize = batchSize });
}

/// <summary>Multiplies each of K units by a random factor N(μ, σ²), both learnt; around 1, with σ = 0.02, before training.</summary>
internal sealed class BayesianScale : nn.Module<Tensor, Tensor>, INormalWeights
{
    private readonly WeightPrior _prior;

    public BayesianScale(int units, WeightPrior? prior = null)
        : base(nameof(BayesianScale))
    {
        Guard.AtLeast(units, 1);
        _prior = prior ?? new NormalPrior { Mean = 1 };
        using DisposeScope scope = NewDisposeScope();
        register_parameter("scale_mean", WeightNormal.Learnt(ones(units)));
        register_parameter("scale_rho", WeightNormal.Learnt(WeightNormal.RhoOf(full(units, 0.02))));
    }

    string IVariationalLayer.Kind => $"random scale, {_prior.Text}";     // what a saved network must find again

    nn.Module<Tensor, Tensor> IRandomWeights.Place => this;

    WeightPrior INormalWeights.Prior => _prior;

    IReadOnlyList<WeightNormal> INormalWeights.Weights => [Scale];

    private WeightNormal Scale => new(get_parameter("scale_mean")!, get_parameter("scale_rho")!);

    /// <summary>[N, …, K] inputs times their factors: at random in training mode, the means in evaluation mode.</summary>
    public override Tensor forward(Tensor input)
    {
        Guard.MinimumRank(input, 2, "[N, …, K]");
        WeightNormal scale = Scale;
        if (input.shape[^1] != scale.Mean.shape[0])
        {
            throw new ArgumentException($"must be [N, …, {scale.Mean.shape[0]}]; got [{string.Join(", ", input.shape)}].", nameof(input));
        }

        using DisposeScope scope = NewDisposeScope();
        return (input * (training ? WeightNoise.Sample(scale) : scale.Mean)).MoveToOuterDisposeScope();
    }
}

[TestFixture]
internal sealed class BayesianScaleContractTests : PosteriorContract
{
    private nn.Module<Tensor, Tensor> _network = null!;

    protected override IReadOnlyList<nn.Module> Wrapped => [_network];

    [SetUp]
    public void Open() => _network = nn.Sequential(("fc", nn.Linear(Networks.Features, 6)), ("scale", new BayesianScale(6)), ("last", nn.Linear(6, 3)));

    [TearDown]
    public void Close() => _network.Dispose();

    protected override IPosteriorPredictive Make(int batchSize = 512) =>
        new VariationalNetwork(_network, new VariationalNetworkOptions { Draws = 3, Seed = 2, BatchSize = batchSize });
}
