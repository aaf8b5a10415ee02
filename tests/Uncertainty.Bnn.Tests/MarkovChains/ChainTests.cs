using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.MarkovChains;

/// <summary>What a chain does to a network's weights, step by step.</summary>
[TestFixture]
internal sealed class ChainTests
{
    private ChainData _data = null!;

    [SetUp]
    public void Open() => _data = new ChainData();

    [TearDown]
    public void Close() => _data.Dispose();

    /// <summary>And the dropout layers of the chain's network pass on what they are given.</summary>
    [TestCase(0)]
    [TestCase(0.9)]
    public void Train_TemperatureZero_IsGradientDescentWithWeightDecay(double momentum)
    {
        const double prior = 4;
        StochasticGradientLangevinOptions options = ChainData.Options(21) with { Temperature = 0, PriorPrecision = prior };
        using nn.Module<Tensor, Tensor> network = Networks.Mlp(0.5);
        Chain(network, options, momentum).Dispose();
        using nn.Module<Tensor, Tensor> reference = Networks.Mlp(0);
        double[] start = ChainData.Weights(reference);
        using optim.Optimizer optimizer = optim.SGD(reference.parameters(), 0.05, momentum, 0, prior / ChainData.Examples);
        for (int step = 0; step < 21; step++)
        {
            using DisposeScope scope = NewDisposeScope();
            (Tensor inputs, Tensor targets) = _data.Pairs[step % 2];
            optimizer.zero_grad();
            ChainData.Loss(reference.call(inputs), targets).backward();
            optimizer.step();
        }

        double[] expected = ChainData.Weights(reference);
        Assert.That(ChainData.Weights(network), Is.EqualTo(expected).Within(2e-6));
        Assert.That(expected.Zip(start, (a, b) => Math.Abs(a - b)).Max(), Is.GreaterThan(0.05), "it moved");
    }

    [Test]
    public void Train_MomentumZero_IsLangevinToTheBit()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        using nn.Module<Tensor, Tensor> other = Networks.Mlp();
        Chain(network, ChainData.Options(5), 0).Dispose();
        StochasticGradientHamiltonianMonteCarloOptions options = new() { Steps = 5, Draws = 1, Schedule = ChainData.Options(5).Schedule, Momentum = 0 };
        StochasticGradientHamiltonianMonteCarlo.Train(other, _data.Pairs, ChainData.Loss, ChainData.Examples, options).Dispose();
        Assert.That(ChainData.Weights(other), Is.EqualTo(ChainData.Weights(network)));
    }

    [Test]
    public void Train_Samples_AreTheWeightsOfTheirSteps()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        List<double[]> path = [];
        List<MarkovChainProgress> reports = [];
        StochasticGradientLangevinOptions options = ChainData.Options(20, 4) with
        {
            Schedule = new CyclicalSchedule { LearningRate = 0.05, Cycles = 2, Exploration = 0.5 },
        };
        using WeightSamples samples = StochasticGradientLangevin.Train(
            network, _data.Pairs, ChainData.Loss, ChainData.Examples, options, new Reports<MarkovChainProgress>(report =>
            {
                reports.Add(report);
                path.Add(ChainData.Weights(network));
            }));
        Assert.That(samples.Steps, Is.EqualTo(new[] { 8, 10, 18, 20 }));
        Assert.That(samples.Parameters, Is.EqualTo(path[0].Length));
        Assert.That(samples.Options, Is.EqualTo(options));
        for (int draw = 0; draw < 4; draw++)
        {
            using Tensor weights = samples.Weights(draw);
            Assert.That(Values.Of(weights), Is.EqualTo(path[samples.Steps[draw] - 1]));
            Assert.That(weights.dtype, Is.EqualTo(ScalarType.Float32));
        }

        Assert.That(path[^1], Is.EqualTo(ChainData.Weights(network)), "the network has the weights of the last step");
        Assert.That(reports.Select(report => report.Step), Is.EqualTo(Enumerable.Range(1, 20)));
        Assert.That(reports.Select(report => report.Samples), Is.EqualTo(Enumerable.Range(1, 20).Select(step => samples.Steps.Count(at => at <= step))));
        Assert.That(reports.Select(report => report.IsSampling), Is.EqualTo(Enumerable.Range(0, 20).Select(i => i % 10 >= 5)));
        Assert.That(reports.Select(report => report.LearningRate), Is.EqualTo(Enumerable.Range(1, 20).Select(step => options.Schedule.At(step, 20))));
        Assert.That(reports.Select(report => (report.Steps, report.Statistics)), Has.All.EqualTo((20, 0)));
    }

    /// <summary>Without noise the exploring steps are those of a chain of temperature 0, whatever the seed.</summary>
    [Test]
    public void Train_Cyclical_HasNoNoiseWhileItExplores()
    {
        StochasticGradientLangevinOptions options = ChainData.Options(10) with { Schedule = new CyclicalSchedule { Cycles = 1, Exploration = 0.6 } };
        List<double[]> warm = Path(options);
        List<double[]> other = Path(options with { Seed = 1 });
        List<double[]> cold = Path(options with { Temperature = 0 });
        Assert.That(warm.Take(6), Is.EqualTo(cold.Take(6)));
        Assert.That(other.Take(6), Is.EqualTo(cold.Take(6)));
        Assert.That(warm[6], Is.Not.EqualTo(cold[6]));
        Assert.That(warm[6], Is.Not.EqualTo(other[6]));
    }

    /// <summary>The reference: a sample's weights in the network, which runs all training inputs in training mode with momentum 1.</summary>
    [Test]
    public void Sample_BatchNorm_HasTheStatisticsOfTheTrainingBatches()
    {
        using nn.Module<Tensor, Tensor> network = nn.Sequential(("fc", nn.Linear(4, 5)), ("norm", nn.BatchNorm1d(5, 1e-5, 1)), ("fc2", nn.Linear(5, 3)));
        List<int> statistics = [];
        Reports<MarkovChainProgress> progress = new(report => statistics.Add(report.Statistics));
        using WeightSamples samples =
            StochasticGradientLangevin.Train(network, _data.Pairs[..1], ChainData.Loss, 10, ChainData.Options(4, 2), progress);
        Assert.That(statistics, Is.EqualTo(new[] { 0, 0, 0, 0, 1, 2 }));
        using Tensor inputs = Networks.Inputs(5, 6, Networks.Features);
        using PredictiveSamples got = samples.Sample(inputs);
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        for (int draw = 0; draw < 2; draw++)
        {
            using WeightScope weights = new NetworkWeights(network).Enter(samples.Weights(draw));
            network.train();
            network.call(_data.Pairs[0].Inputs);
            network.eval();
            Assert.That(Values.Of(got.Values[draw]), Is.EqualTo(Values.Of(network.call(inputs))).Within(1e-5));
        }
    }

    [Test]
    public void Train_FrozenWeights_StayAndAreInNoSample()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        foreach ((string name, TorchSharp.Modules.Parameter parameter) in network.named_parameters().Where(entry => entry.name != "6.weight"))
        {
            parameter.requires_grad_(false);
        }

        double[] before = ChainData.Weights(network);
        using WeightSamples samples = Chain(network, ChainData.Options(4, 2), 0);
        double[] after = ChainData.Weights(network);
        Assert.That(samples.Parameters, Is.EqualTo(36));
        Assert.That(after[..^39], Is.EqualTo(before[..^39]));
        Assert.That(after[^3..], Is.EqualTo(before[^3..]));
        Assert.That(after[^39..^3], Is.Not.EqualTo(before[^39..^3]));
        string path = System.IO.Path.GetTempFileName();
        try
        {
            samples.Save(path);
            using nn.Module<Tensor, Tensor> fresh = Networks.Mlp();
            using WeightSamples loaded = WeightSamples.Load(path, fresh);
            using Tensor inputs = Networks.Inputs(5, 6, Networks.Features);
            using PredictiveSamples draws = samples.Sample(inputs);
            using PredictiveSamples again = loaded.Sample(inputs);
            Assert.That(Values.Of(again.Values), Is.EqualTo(Values.Of(draws.Values)));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Test]
    public void Train_WeightThatTheLossDoesNotDependOn_FollowsItsPrior()
    {
        using nn.Module<Tensor, Tensor> network = new Idle();
        double[] before = Values.Of(network.get_parameter("idle")!);
        Chain(network, ChainData.Options(3) with { Temperature = 0, PriorPrecision = 2 }, 0).Dispose();
        double[] expected = [.. before.Select(value => value * Math.Pow(1 - (0.05 * 2 / ChainData.Examples), 3))];
        Assert.That(Values.Of(network.get_parameter("idle")!), Is.EqualTo(expected).Within(1e-6));
    }

    /// <summary>
    /// y = w² has its solutions at w = 1 and w = -1, with a barrier of 10 between them. Large steps overshoot it now and then; steps that are small
    /// enough to sample by never do.
    /// </summary>
    [Test]
    public void Train_TwoModes_CyclesFindBothAndAShortRunOne()
    {
        const double rate = 0.9;
        CyclicalSchedule cyclical = new() { LearningRate = rate, Cycles = 12 };
        double[] visited = Modes(cyclical, 0);
        double[] single = Modes(new ConstantSchedule { LearningRate = cyclical.At(81, 1200) }, 100);
        Assert.That(visited.Count(weight => weight > 0), Is.InRange(12, 48), string.Join(' ', visited));
        Assert.That(single, Has.All.GreaterThan(0));
        Assert.That(visited.Concat(single).Select(Math.Abs), Has.All.InRange(0.4, 1.5));
    }

    private double[] Modes(LearningRateSchedule schedule, int burnIn)
    {
        using Square network = new();
        using Tensor one = ones(4, 1);
        using WeightSamples samples = StochasticGradientLangevin.Train(
            network,
            [(one, one)],
            (outputs, targets) => (outputs - targets).square().mean() / 2,
            20,
            new StochasticGradientLangevinOptions { Steps = 1200, BurnIn = burnIn, Draws = 60, PriorPrecision = 0.01, Schedule = schedule });
        return [.. Enumerable.Range(0, 60).Select(draw =>
        {
            using Tensor weights = samples.Weights(draw);
            return Values.Of(weights)[0];
        })];
    }

    private WeightSamples Chain(nn.Module<Tensor, Tensor> network, StochasticGradientLangevinOptions options, double momentum) => momentum == 0
        ? StochasticGradientLangevin.Train(network, _data.Pairs, ChainData.Loss, ChainData.Examples, options)
        : StochasticGradientHamiltonianMonteCarlo.Train(network, _data.Pairs, ChainData.Loss, ChainData.Examples, new()
        {
            Momentum = momentum,
            Steps = options.Steps,
            Draws = options.Draws,
            Schedule = options.Schedule,
            Temperature = options.Temperature,
            PriorPrecision = options.PriorPrecision,
        });

    private List<double[]> Path(StochasticGradientLangevinOptions options)
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        List<double[]> path = [];
        Reports<MarkovChainProgress> progress = new(_ => path.Add(ChainData.Weights(network)));
        StochasticGradientLangevin.Train(network, _data.Pairs, ChainData.Loss, ChainData.Examples, options, progress).Dispose();
        return path;
    }

    /// <summary>[N, 4] → [N, 3], with weights that no output depends on.</summary>
    private sealed class Idle : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> _layer = nn.Linear(Networks.Features, Networks.Classes);

        public Idle()
            : base(nameof(Idle))
        {
            register_parameter("idle", new TorchSharp.Modules.Parameter(ones(2)));
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => _layer.call(input);
    }

    /// <summary>[N, 1] → [N, 1], x w² with w = 1 at first.</summary>
    private sealed class Square : nn.Module<Tensor, Tensor>
    {
        private readonly TorchSharp.Modules.Parameter _weight = new(ones(1));

        public Square()
            : base(nameof(Square)) => RegisterComponents();

        public override Tensor forward(Tensor input) => input * _weight.square();
    }
}
