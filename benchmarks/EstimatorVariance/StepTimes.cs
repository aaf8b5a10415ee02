using Benchmarks;
using TorchSharp;
using TorchSharp.Modules;
using Uncertainty.Bnn;
using static TorchSharp.torch;

namespace EstimatorVariance;

/// <summary>Processor time of training steps, plain and by each estimator, in rounds that measure all of them.</summary>
internal sealed class StepTimes
{
    private const int Steps = 10;

    private readonly double[] _plain;
    private readonly Dictionary<WeightEstimator, double[]> _bayesian = [];

    private StepTimes(int rounds) => _plain = new double[rounds];

    /// <summary>Milliseconds of a plain step, by round.</summary>
    internal IEnumerable<double> Plain => _plain;

    internal static StepTimes Measure(Subject subject, Digits digits, int rounds, Action advance)
    {
        StepTimes times = new(rounds);
        using Sequential plain = subject.Plain();
        using optim.Optimizer plainOptimizer = optim.Adam(plain.parameters());
        List<(double[] Times, Sequential Network, Elbo Elbo, optim.Optimizer Optimizer)> bayesian = [];
        try
        {
            foreach (WeightEstimator estimator in Enum.GetValues<WeightEstimator>())
            {
                Sequential network = subject.Bayesian(estimator, 0.02);
                times._bayesian[estimator] = new double[rounds];
                bayesian.Add((
                    times._bayesian[estimator],
                    network,
                    new Elbo(network, TrainedWeights.CrossEntropy, TrainedWeights.Examples),
                    optim.Adam(network.parameters())));
            }

            // The first round warms up, and is measured over.
            for (int round = -1; round < rounds; round++)
            {
                int place = Math.Max(round, 0);
                times._plain[place] = Milliseconds(plainOptimizer, () => TrainedWeights.CrossEntropy(plain.call(digits.Images), digits.Labels));
                bayesian.ForEach(entry => entry.Times[place] = Milliseconds(
                    entry.Optimizer, () => entry.Elbo.Evaluate(digits.Images, digits.Labels).Loss));
                advance();
            }

            return times;
        }
        finally
        {
            bayesian.ForEach(entry =>
            {
                entry.Optimizer.Dispose();
                entry.Network.Dispose();
            });
        }
    }

    /// <summary>Milliseconds of a step by an estimator, by round.</summary>
    internal IEnumerable<double> Of(WeightEstimator estimator) => _bayesian[estimator];

    /// <summary>Each round's time by an estimator, as a multiple of that of another.</summary>
    internal IEnumerable<double> Ratio(WeightEstimator estimator, WeightEstimator over) => Ratio(_bayesian[estimator], _bayesian[over]);

    /// <summary>Each round's time by an estimator, as a multiple of a plain step's.</summary>
    internal IEnumerable<double> RatioToPlain(WeightEstimator estimator) => Ratio(_bayesian[estimator], _plain);

    private static IEnumerable<double> Ratio(double[] times, double[] over) => times.Zip(over, (numerator, denominator) => numerator / denominator);

    private static double Milliseconds(optim.Optimizer optimizer, Func<Tensor> loss) => 1_000.0 / Steps * ProcessorTime.Seconds(() =>
    {
        for (int step = 0; step < Steps; step++)
        {
            using DisposeScope scope = NewDisposeScope();
            optimizer.zero_grad();
            loss().backward();
            optimizer.step();
        }
    });
}
