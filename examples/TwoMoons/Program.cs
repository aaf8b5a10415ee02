using System.CommandLine;
using System.Diagnostics;
using Examples;
using Spectre.Console;
using TorchSharp;
using Uncertainty.Bnn;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using Network = TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>;

namespace TwoMoons;

/// <summary>All samplers on one small problem that can be looked at: two inputs, two classes, and a plane with far corners.</summary>
internal static class Program
{
    private const int Units = 50;
    private const int Members = 5;
    private const int Cycles = 4;
    private const double LearningRate = 0.01;
    private const double WeightDecay = 1e-3;

    // Of a network, two with dropout, one with BatchNorm, of normal weights, and what SWAG looks at; of all members, in all cycles.
    private const int Trainings = 6 + Members + Cycles;

    internal static int Main(string[] args)
    {
        Option<long> seed = new("--seed") { Description = "Seed of everything random (default 0)." };
        Option<string> output = new("--out")
        {
            Description = "Folder for results.json and the maps.",
            DefaultValueFactory = _ => Path.Combine("artifacts", "two-moons"),
        };
        Option<bool> quick = ExampleCommand.Quick();
        RootCommand command = new("Compares ways to draw networks on the two moons: what each says of the data, and far from them.")
        {
            seed, output, quick,
        };
        command.SetAction(result => ExampleCommand.Run(
            "TwoMoons", console => Run(console, result.GetValue(output)!, result.GetValue(seed), result.GetValue(quick))));
        return command.Parse(args).Invoke();
    }

    private static void Run(IAnsiConsole console, string folder, long seed, bool quick)
    {
        Stopwatch watch = Stopwatch.StartNew();
        string file = Path.Combine(folder, "results.json");
        OutputFolder.Prepare(folder, file);
        Results results = new();
        RunConsole run = new(console, results);

        // Tensors this small are slower on several threads, and the numbers then do not depend on the machine's cores.
        set_num_threads(1);
        manual_seed(seed);
        using Moons train = new(500);
        int epochs = quick ? 10 : 200;
        int draws = quick ? 8 : 32;
        run.Say($"Two moons: {train.Count} points to train on; {epochs} epochs, {draws} draws, seed {seed}.");
        Table table = new();
        run.WithProgress("Samplers", Trainings * epochs * train.Batches, bar =>
        {
            using Comparison comparison = new(train, folder, resolution: quick ? 40 : 150, results, bar);
            Compare(comparison, train, epochs, draws, seed);
            table = comparison.Table;
        });
        run.Show(table);
        results.Add("epochs", epochs);
        results.Add("draws", draws);
        results.Add("seed", seed);
        results.Add("seconds_total", Math.Round(watch.Elapsed.TotalSeconds, 2));
        results.Save(file);
        run.Say($"Maps and all numbers: {folder}. {watch.Elapsed.TotalSeconds:F0} seconds in all.");
    }

    private static void Compare(Comparison comparison, Moons train, int epochs, int draws, long seed)
    {
        // The network that the first ones start from: nothing in it is random.
        using Network network = Sequential(Linear(2, Units), ReLU(), Linear(Units, Units), ReLU(), Linear(Units, 2));
        comparison.Add("Single network", () =>
        {
            Train(network, Adam(network), train, epochs, comparison.Step);
            return new SingleNetwork(network);
        });

        // Laplace: nothing is trained, all training data go through once.
        (Tensor, Tensor)[] all = [(train.Inputs, train.Labels)];
        LaplaceOptions laplace = new() { Draws = draws, Seed = seed };
        comparison.Add("Laplace, last layer", () => ClassificationLaplace.Fit(network, all, laplace));
        comparison.Add("Laplace, all layers", () => ClassificationLaplace.Fit(network, all, laplace with { Layers = LaplaceLayers.All }));

        // Its weights become normal distributions, and are its own again at the end.
        using (BayesianNetwork bayesian = network.ToBayesian())
        {
            comparison.Add("Bayesian layers", () =>
            {
                SviOptions options = new() { Epochs = epochs, LearningRate = LearningRate, Seed = seed };
                Svi.Train(bayesian, train.Epoch(), Loss, train.Count, options, comparison.EachStep<SviProgress>());
                return new VariationalNetwork(bayesian, new VariationalNetworkOptions { Draws = draws, Seed = seed });
            });
            bayesian.Revert();
        }

        // SWAG: the training goes on at a constant rate, and its weights are looked at after every epoch.
        comparison.Add("SWAG", () =>
        {
            using SwagCollector collector = new(network);
            Train(network, optim.SGD(network.parameters(), 0.05, momentum: 0.9), train, epochs, comparison.Step, collector.Collect);
            return collector.Complete(options: new SwagOptions { Draws = draws, Seed = seed });
        });

        // The chain: each cycle begins with a rate at which it leaves where it was, and its last fifth gives samples.
        using Network chain = Sequential(Linear(2, Units), ReLU(), Linear(Units, Units), ReLU(), Linear(Units, 2));
        comparison.Add("Stochastic-gradient HMC", () => StochasticGradientHamiltonianMonteCarlo.Train(
            chain,
            train.Epoch(),
            Loss,
            train.Count,
            new StochasticGradientHamiltonianMonteCarloOptions
            {
                Schedule = new CyclicalSchedule { LearningRate = 0.05, Cycles = Cycles },
                Steps = Cycles * epochs * train.Batches,
                Draws = draws,
                Seed = seed,
            },
            comparison.EachStep<MarkovChainProgress>()));

        // MC dropout: dropout stays on after the training.
        using Network dropout = Sequential(
            Linear(2, Units), ReLU(), Dropout(0.2), Linear(Units, Units), ReLU(), Dropout(0.2), Linear(Units, 2));
        comparison.Add("MC dropout", () =>
        {
            Train(dropout, Adam(dropout), train, epochs, comparison.Step);
            return new McDropout(dropout, new McDropoutOptions { Draws = draws, Seed = seed });
        });

        // Concrete dropout: the rates are learnt with the weights.
        using Network concrete = Sequential(
            Linear(2, Units), ReLU(), new ConcreteDropout(Linear(Units, Units)), ReLU(), new ConcreteDropout(Linear(Units, 2)));
        comparison.Add("Concrete dropout", () =>
        {
            SviOptions options = new() { Epochs = epochs, LearningRate = LearningRate, Seed = seed };
            Svi.Train(concrete, train.Epoch(), Loss, train.Count, options, comparison.EachStep<SviProgress>());
            return new McDropout(concrete, new McDropoutOptions { Draws = draws, Seed = seed });
        });

        // MC BatchNorm: each draw has the means and variances of one training batch.
        using Network batchNorm = Sequential(
            Linear(2, Units), BatchNorm1d(Units), ReLU(), Linear(Units, Units), BatchNorm1d(Units), ReLU(), Linear(Units, 2));
        comparison.Add("MC BatchNorm", () =>
        {
            Train(batchNorm, Adam(batchNorm), train, epochs, comparison.Step);
            IEnumerable<Tensor> batches = Enumerable.Repeat(train, draws).SelectMany(data => data.Epoch()).Select(batch => batch.Inputs);
            return McBatchNorm.Fit(batchNorm, batches, new McBatchNormOptions { Draws = draws });
        });

        // The ensemble: each member starts from weights of its own.
        comparison.Add("Deep ensemble", () => DeepEnsemble.Train(
            _ => Sequential(Linear(2, Units), ReLU(), Linear(Units, Units), ReLU(), Linear(Units, 2)),
            train.Epoch(),
            Loss,
            new EnsembleTrainingOptions { Members = Members, Epochs = epochs, Optimizer = Adam, Seed = seed },
            progress: comparison.EachStep<EnsembleProgress>()));
    }

    private static void Train(
        Network network, optim.Optimizer optimizer, Moons data, int epochs, Action afterStep, Action? afterEpoch = null)
    {
        using optim.Optimizer owned = optimizer;
        network.train();
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            foreach ((Tensor inputs, Tensor labels) in data.Epoch())
            {
                using DisposeScope scope = NewDisposeScope();
                optimizer.zero_grad();
                Loss(network.call(inputs), labels).backward();
                optimizer.step();
                afterStep();
            }

            afterEpoch?.Invoke();
        }

        network.eval();
    }

    private static TorchSharp.Modules.Adam Adam(Network network) => optim.Adam(network.parameters(), LearningRate, weight_decay: WeightDecay);

    private static Tensor Loss(Tensor logits, Tensor labels) => nn.functional.cross_entropy(logits, labels);
}
