using Benchmarks;
using TorchSharp;
using TorchSharp.Modules;
using Uncertainty.Bnn;
using static TorchSharp.torch;

namespace PosteriorCosts;

/// <summary>
/// Processor time of training steps in batches of one size, by SGD and by a chain, without and with momentum: in rounds that measure all
/// four, each from the same weights.
/// </summary>
internal sealed class ChainTimes
{
    /// <summary>Of SGD and of the chains, where they have any.</summary>
    internal const double Momentum = 0.9;

    private const long Examples = 60_000;
    private const double LearningRate = 0.01;

    // Noise in every step: a cyclical schedule has it in the last part of each cycle only.
    private static readonly LearningRateSchedule Schedule = new ConstantSchedule { LearningRate = LearningRate };

    private readonly IReadOnlyList<(Tensor Inputs, Tensor Targets)> _batches;
    private readonly int _steps;

    private ChainTimes(IReadOnlyList<(Tensor Inputs, Tensor Targets)> batches, int steps)
    {
        _batches = batches;
        _steps = steps;
    }

    /// <summary>Milliseconds of a step by SGD, by round.</summary>
    internal List<double> Sgd { get; } = [];

    /// <summary>Milliseconds of a step by SGD with momentum, by round.</summary>
    internal List<double> MomentumSgd { get; } = [];

    /// <summary>Milliseconds of a step of a Langevin chain, by round.</summary>
    internal List<double> Langevin { get; } = [];

    /// <summary>Milliseconds of a step of a Hamiltonian chain, by round.</summary>
    internal List<double> Hamiltonian { get; } = [];

    internal static ChainTimes Measure(Images images, int batchSize, Protocol protocol, Action advance)
    {
        using DisposeScope scope = NewDisposeScope();
        IReadOnlyList<(Tensor Inputs, Tensor Targets)> batches = images.Batches(batchSize);
        new ChainTimes(batches, protocol.ChainSteps).Round();
        advance();
        ChainTimes times = new(batches, protocol.ChainSteps);
        for (int round = 0; round < protocol.ChainRounds; round++)
        {
            times.Round();
            advance();
        }

        return times;
    }

    private void Round()
    {
        Sgd.Add(Milliseconds(network => Descend(network, 0)));
        Langevin.Add(Milliseconds(RunLangevin));
        MomentumSgd.Add(Milliseconds(network => Descend(network, Momentum)));
        Hamiltonian.Add(Milliseconds(RunHamiltonian));
    }

    private double Milliseconds(Action<Sequential> train)
    {
        using Sequential network = TrainedLeNet.Untrained();
        return ProcessorTime.Seconds(() => train(network)) * 1_000 / _steps;
    }

    private void Descend(Sequential network, double momentum)
    {
        using optim.Optimizer optimizer = optim.SGD(network.parameters(), LearningRate, momentum);
        for (int step = 0; step < _steps; step++)
        {
            using DisposeScope scope = NewDisposeScope();
            (Tensor inputs, Tensor targets) = _batches[step % _batches.Count];
            optimizer.zero_grad();
            CrossEntropy(network.call(inputs), targets).backward();
            optimizer.step();
        }
    }

    private void RunLangevin(Sequential network)
    {
        StochasticGradientLangevinOptions options = new() { Schedule = Schedule, Steps = _steps, Draws = 1 };
        using WeightSamples samples = StochasticGradientLangevin.Train(network, _batches, CrossEntropy, Examples, options);
    }

    private void RunHamiltonian(Sequential network)
    {
        StochasticGradientHamiltonianMonteCarloOptions options = new() { Schedule = Schedule, Steps = _steps, Draws = 1, Momentum = Momentum };
        using WeightSamples samples = StochasticGradientHamiltonianMonteCarlo.Train(network, _batches, CrossEntropy, Examples, options);
    }

    private static Tensor CrossEntropy(Tensor outputs, Tensor targets) => nn.functional.cross_entropy(outputs, targets);
}
