using Benchmarks;
using Benchmarks.Mnist;
using Benchmarks.Models;
using LeNetMnist.Model;
using TorchSharp.Modules;
using Uncertainty.Bnn;
using static TorchSharp.torch;

namespace MnistPosteriors;

/// <summary>Trains by the recipes.</summary>
internal sealed class Training(ImageTensors data, CancellationToken cancellationToken)
{
    private readonly PlainTraining _plain = new(data, cancellationToken);

    /// <summary>A LeNet-5 with random weights that are not trained yet.</summary>
    internal static Sequential Network(VariationalRecipe recipe, long seed)
    {
        manual_seed(seed);
        BayesianLayerOptions layer = new()
        {
            Prior = new NormalPrior { StandardDeviation = recipe.Prior },
            InitialDeviation = recipe.Deviation,
            Estimator = recipe.Convolutions,
        };
        return LeNet.Build(
            (channels, maps, padding) => new BayesianConv2d(channels, maps, 5, padding: padding, options: layer),
            (inputs, outputs) => new BayesianLinear(inputs, outputs, options: layer with { Estimator = recipe.Linears }));
    }

    /// <summary>The network with random weights around those that it has.</summary>
    internal static BayesianNetwork Convert(Sequential network, VariationalRecipe recipe) => network.ToBayesian(new ConversionOptions
    {
        Prior = new NormalPrior { StandardDeviation = recipe.Prior },
        Deviation = recipe.Deviation,
        Estimator = recipe.Convolutions,
        PriorAtTrainedWeights = recipe.Centred is not null,
        RelativeDeviation = recipe.Centred,
    });

    internal void Run(string title, Sequential network, PlainRecipe recipe, long seed) => _plain.Run(title, network, recipe, seed);

    internal void Run(string title, Sequential network, SwagRecipe recipe, SwagCollector collector, long seed)
    {
        int every = _plain.Steps(1, recipe.BatchSize) / recipe.Snapshots;
        using optim.Optimizer optimizer = optim.SGD(network.parameters(), recipe.LearningRate, recipe.Momentum);
        _plain.Descend(title, network, recipe.Epochs, recipe.BatchSize, seed, optimizer, step =>
        {
            if (step % every == 0)
            {
                collector.Collect();
            }
        });
    }

    internal void Run(string title, nn.Module<Tensor, Tensor> network, VariationalRecipe recipe, long seed)
    {
        int steps = _plain.Steps(recipe.Epochs, recipe.BatchSize);
        SviOptions options = new()
        {
            Epochs = recipe.Epochs,
            LearningRate = recipe.LearningRate,
            Schedule = optimizer => optim.lr_scheduler.CosineAnnealingLR(optimizer, steps),
            Seed = seed,
        };
        using Generator generator = new((ulong)seed);
        Terminal.ShowProgress(title, steps, advance =>
        {
            IReadOnlyList<ElboValue> epochs = Svi.Train(
                network,
                new Batches(() => data.Shuffled(recipe.BatchSize, generator)),
                (outputs, targets) => nn.functional.cross_entropy(outputs, targets),
                data.Count,
                options,
                new StepProgress<SviProgress>(advance),
                cancellationToken);
            foreach (ElboValue epoch in epochs)
            {
                Terminal.Say($"{title}: NLL {epoch.NegativeLogLikelihood:F4}, KL/N {epoch.Kl * epoch.KlWeight:F4}, bound {epoch.Loss:F4}");
            }
        });
    }

    internal WeightSamples Run(string title, Sequential network, ChainRecipe recipe, int draws, long seed)
    {
        int steps = _plain.Steps(recipe.Epochs, recipe.BatchSize);
        StochasticGradientHamiltonianMonteCarloOptions options = new()
        {
            Momentum = recipe.Momentum,
            Schedule = new CyclicalSchedule { LearningRate = recipe.LearningRate, Cycles = recipe.Cycles },
            Steps = steps,
            Draws = draws,
            PriorPrecision = 1 / (recipe.Prior * recipe.Prior),
            Seed = seed,
        };
        using Generator generator = new((ulong)seed);
        WeightSamples? posterior = null;
        Terminal.ShowProgress(title, steps, advance => posterior = StochasticGradientHamiltonianMonteCarlo.Train(
            network,
            new Batches(() => data.Shuffled(recipe.BatchSize, generator)),
            (outputs, targets) => nn.functional.cross_entropy(outputs, targets),
            data.Count,
            options,
            new StepProgress<MarkovChainProgress>(advance),
            cancellationToken));
        return posterior!;
    }

    /// <summary>The images anew, and in another order, each time they are enumerated.</summary>
    private sealed class Batches(Func<IEnumerable<(Tensor Images, Tensor Labels)>> pass) : IEnumerable<(Tensor Inputs, Tensor Targets)>
    {
        public IEnumerator<(Tensor Inputs, Tensor Targets)> GetEnumerator() => pass().GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
