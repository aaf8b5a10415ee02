using Uncertainty.Testing;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Uncertainty.Bnn.Tests.MarkovChains;

/// <summary>What the chains' samples are distributed like, against exact results.</summary>
[TestFixture]
internal sealed class StationaryTests
{
    /// <summary>
    /// On U = λ w² / 2 a step of Langevin dynamics is an autoregression, with stationary variance T / (λ (1 − h λ / 2)), h = η / N = ε / 2;
    /// with momentum μ, T / (λ (1 − h λ / (2 (1 + μ)))).
    /// </summary>
    [TestCase(0, 1)]
    [TestCase(0, 0.25)]
    [TestCase(0.5, 1)]
    [TestCase(0.9, 1)]
    public void Train_Quadratic_HasTheVarianceOfTheFormula(double momentum, double temperature)
    {
        const int each = 2000;
        const long examples = 50;
        const double step = 0.1;
        const double prior = 0.5;
        double[] precisions = [2, 8, 14];
        using Levels network = new(precisions.Length * each);
        using Tensor one = ones(1, 1, dtype: ScalarType.Float64);
        using Tensor likelihood = tensor(precisions.SelectMany(precision => Enumerable.Repeat(precision - prior, each)).ToArray());
        using WeightSamples samples = Train(
            network,
            [(one, one)],
            (outputs, _) => (outputs.square() * likelihood).sum() / (2 * examples),
            examples,
            momentum,
            new StochasticGradientLangevinOptions
            {
                Draws = 20,
                Steps = 1200,
                BurnIn = 200,
                PriorPrecision = prior,
                Temperature = temperature,
                Schedule = new ConstantSchedule { LearningRate = step * examples },
            });
        double[][] draws = [.. Enumerable.Range(0, 20).Select(draw => Weights(samples, draw))];
        for (int i = 0; i < precisions.Length; i++)
        {
            // Draws are 50 steps apart, where no autocorrelation is above 0.1: the standard error of a variance v of n numbers is v √(2 / n).
            double[] values = [.. draws.SelectMany(draw => draw.Skip(i * each).Take(each))];
            double expected = temperature / (precisions[i] * (1 - (step * precisions[i] / (2 * (1 + momentum)))));
            double error = expected * Math.Sqrt(2.0 / values.Length);
            Assert.That(values.Average(value => value * value), Is.EqualTo(expected).Within(4 * error), $"λ = {precisions[i]}");
            Assert.That(values.Average(), Is.Zero.Within(4 * Math.Sqrt(expected / values.Length)), $"λ = {precisions[i]}");
        }
    }

    /// <summary>2,000 chains at once, at a step that is not small: the samples are those of the recursion, bias and gradient noise included.</summary>
    [TestCase(1, 0)]
    [TestCase(4, 0)]
    [TestCase(1, 0.8)]
    [TestCase(4, 0.8)]
    public void Train_LinearRegression_HasTheMomentsOfTheRecursion(int batches, double momentum)
    {
        const int replicas = 2000;
        const double learningRate = 0.25;
        const int kept = 8;
        using LinearGaussian data = new(batches);
        using nn.Module<Tensor, Tensor> network = LinearGaussian.Network(replicas);
        using WeightSamples samples = Train(
            network,
            data.Batches,
            LinearGaussian.Loss,
            LinearGaussian.Examples,
            momentum,
            new StochasticGradientLangevinOptions
            {
                Draws = kept,
                Steps = 616,
                BurnIn = 200,
                PriorPrecision = LinearGaussian.PriorPrecision,
                Schedule = new ConstantSchedule { LearningRate = learningRate },
            });
        double[][] draws = [.. Enumerable.Range(0, kept).SelectMany(draw => Weights(samples, draw).Chunk(2))];
        (double[] mean, double[,] covariance) = data.Chain(learningRate, momentum, 1);
        AssertMoments(draws, mean, covariance, draws.Length, draws.Length);

        // The test can tell that from the posterior itself.
        (_, double[,] posterior) = data.Posterior();
        double bias = new[] { 0, 1 }.Max(i => Math.Abs((covariance[i, i] / posterior[i, i]) - 1));
        Assert.That(bias, Is.GreaterThan(4 * Math.Sqrt(2.0 / draws.Length)));
    }

    /// <summary>One chain at a small step: the posterior, within the Monte Carlo error by the chain's effective sample size.</summary>
    [TestCase(1, 0, 0.02)]
    [TestCase(4, 0, 0.03)]
    [TestCase(1, 0.9, 0.02)]
    [TestCase(4, 0.9, 0.002)]
    public void Train_LinearRegressionSmallStep_IsThePosterior(int batches, double momentum, double learningRate)
    {
        const int draws = 4000;
        using LinearGaussian data = new(batches);
        using nn.Module<Tensor, Tensor> network = LinearGaussian.Network(1);
        using WeightSamples samples = Train(
            network,
            data.Batches,
            LinearGaussian.Loss,
            LinearGaussian.Examples,
            momentum,
            new StochasticGradientLangevinOptions
            {
                Draws = draws,
                Steps = 16500,
                BurnIn = 500,
                PriorPrecision = LinearGaussian.PriorPrecision,
                Schedule = new ConstantSchedule { LearningRate = learningRate },
                Seed = 1,
            });
        double[][] chain = [.. Enumerable.Range(0, draws).Select(draw => Weights(samples, draw))];
        (double[] mean, double[,] covariance) = data.Posterior();
        double size = Enumerable.Range(0, 2).Min(i => EffectiveSampleSize.Of([.. chain.Select(weights => weights[i])]));
        double sizeOfSquares =
            Enumerable.Range(0, 2).Min(i => EffectiveSampleSize.Of([.. chain.Select(weights => Math.Pow(weights[i] - mean[i], 2))]));
        Assert.That(size, Is.GreaterThan(100));
        AssertMoments(chain, mean, covariance, size, sizeOfSquares);
        TestContext.Out.WriteLine($"effective sample size {size:F0} of weights, {sizeOfSquares:F0} of squares, of {draws}");
    }

    private static WeightSamples Train(
        nn.Module<Tensor, Tensor> network,
        (Tensor, Tensor)[] batches,
        Func<Tensor, Tensor, Tensor> loss,
        long examples,
        double momentum,
        StochasticGradientLangevinOptions options) => momentum == 0
        ? StochasticGradientLangevin.Train(network, batches, loss, examples, options)
        : StochasticGradientHamiltonianMonteCarlo.Train(network, batches, loss, examples, new StochasticGradientHamiltonianMonteCarloOptions
        {
            Momentum = momentum,
            Draws = options.Draws,
            Steps = options.Steps,
            BurnIn = options.BurnIn,
            PriorPrecision = options.PriorPrecision,
            Temperature = options.Temperature,
            Schedule = options.Schedule,
            Seed = options.Seed,
        });

    /// <summary>Within four standard errors: √(v / n) of a mean, √((v_p v_q + c²) / n) of a covariance c.</summary>
    private static void AssertMoments(double[][] draws, double[] mean, double[,] covariance, double size, double sizeOfSquares)
    {
        for (int p = 0; p < 2; p++)
        {
            Assert.That(draws.Average(draw => draw[p]), Is.EqualTo(mean[p]).Within(4 * Math.Sqrt(covariance[p, p] / size)), $"mean {p}");
            for (int q = 0; q < 2; q++)
            {
                double error = Math.Sqrt(((covariance[p, p] * covariance[q, q]) + Math.Pow(covariance[p, q], 2)) / sizeOfSquares);
                double got = draws.Average(draw => (draw[p] - mean[p]) * (draw[q] - mean[q]));
                Assert.That(got, Is.EqualTo(covariance[p, q]).Within(4 * error), $"covariance {p} {q}");
            }
        }
    }

    private static double[] Weights(WeightSamples samples, int draw)
    {
        using Tensor weights = samples.Weights(draw);
        return Values.Of(weights);
    }

    /// <summary>[N, 1] → [N, P], its P weights, whatever it is asked. They start at 0.</summary>
    private sealed class Levels : nn.Module<Tensor, Tensor>
    {
        private readonly Parameter _levels;

        public Levels(int count)
            : base(nameof(Levels))
        {
            _levels = new Parameter(zeros(count, dtype: ScalarType.Float64));
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => _levels.unsqueeze(0).repeat(input.shape[0], 1);
    }
}
