using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.LaplaceApproximations;

/// <summary>On one Linear layer the approximation must be Bayesian linear regression, whose posterior and evidence are known exactly.</summary>
[TestFixture]
internal sealed class RegressionLaplaceTests
{
    private const int Count = 12;
    private const int Inputs = 3;
    private const int Features = Inputs + 1;
    private const int Outputs = 2;
    private const double Precision = 0.7;
    private const double Noise = 0.25;

    private Tensor _inputs = null!;
    private Tensor _targets = null!;
    private double[][] _features = null!;
    private double[][] _values = null!;
    private double[,] _covariance = null!;
    private nn.Module<Tensor, Tensor> _network = null!;

    [SetUp]
    public void Open()
    {
        _inputs = Networks.Inputs(5, Count, Inputs).to_type(ScalarType.Float64);
        _targets = Networks.Inputs(6, Count, Outputs).to_type(ScalarType.Float64);
        _features = [.. Values.Of(_inputs).Chunk(Inputs).Select(row => (double[])[.. row, 1])];
        _values = [.. Values.Of(_targets).Chunk(Outputs)];

        // The exact posterior: covariance (ΦᵀΦ / σ² + δ)⁻¹ of the weights of each output, mean that times Φᵀy / σ².
        double[,] precision = new double[Features, Features];
        for (int f = 0; f < Features; f++)
        {
            for (int g = 0; g < Features; g++)
            {
                precision[f, g] = _features.Sum(row => row[f] * row[g] / Noise) + (f == g ? Precision : 0);
            }
        }

        (_covariance, _) = NaiveMatrix.Invert(precision);
        _network = Linear(Mean);
    }

    [TearDown]
    public void Close()
    {
        _inputs.Dispose();
        _targets.Dispose();
        _network.Dispose();
    }

    [TestCase(LaplaceCovariance.Full, false)]
    [TestCase(LaplaceCovariance.Kronecker, false)]
    [TestCase(LaplaceCovariance.Full, true)]
    [TestCase(LaplaceCovariance.Kronecker, true)]
    public void Fit_LinearModel_IsTheExactPosterior(LaplaceCovariance covariance, bool all)
    {
        LaplaceLayers layers = all ? LaplaceLayers.All : LaplaceLayers.Last;
        using RegressionLaplace posterior = Fit(
            new LaplaceOptions { Covariance = covariance, PriorPrecision = Precision, NoiseVariance = Noise, Layers = layers });
        using Tensor test = Networks.Inputs(7, 5, Inputs).to_type(ScalarType.Float64);
        using GaussianOutputs functions = posterior.Linearise(test);
        using GaussianOutputs targets = posterior.Predict(test);
        List<double> means = [];
        List<double> covariances = [];
        foreach (double[] row in Values.Of(test).Chunk(Inputs).Select(row => (double[])[.. row, 1]))
        {
            double variance = NaiveMatrix.Form(row, _covariance, row);
            means.AddRange(Enumerable.Range(0, Outputs).Select(output => Enumerable.Range(0, Features).Sum(f => row[f] * Mean(output, f))));
            covariances.AddRange([variance, 0, 0, variance]);
        }

        Assert.That(Values.Of(functions.Mean), Is.EqualTo(means).Within(1e-9));
        Assert.That(Values.Of(functions.Covariance), Is.EqualTo(covariances).Within(1e-9));
        Assert.That(Values.Of(targets.Mean), Is.EqualTo(means).Within(1e-9));
        Assert.That(Values.Of(targets.Covariance), Is.EqualTo(covariances.Select((value, i) => value + (i % 4 is 0 or 3 ? Noise : 0))).Within(1e-9));
        Assert.That(posterior.LogMarginalLikelihood, Is.EqualTo(LogEvidence(Precision, Noise)).Within(1e-9));
        Assert.That(posterior.NoiseVariance, Is.EqualTo(Noise));
    }

    [Test]
    public void Fit_Diagonal_KeepsTheDiagonalOfThePrecision()
    {
        using RegressionLaplace posterior = Fit(
            new LaplaceOptions { Covariance = LaplaceCovariance.Diagonal, PriorPrecision = Precision, NoiseVariance = Noise });
        using GaussianOutputs functions = posterior.Linearise(_inputs);
        double[] variances =
            [.. _features.Select(row => Enumerable.Range(0, Features).Sum(f => row[f] * row[f] / (_features.Sum(other => other[f] * other[f] / Noise) + Precision)))];
        Assert.That(Values.Of(functions.Covariance), Is.EqualTo(variances.SelectMany(value => new[] { value, 0, 0, value })).Within(1e-12));
    }

    [Test]
    public void Fit_NothingGiven_MaximisesTheMarginalLikelihood([Values] LaplaceCovariance covariance)
    {
        LaplaceOptions options = new() { Covariance = covariance };
        using RegressionLaplace best = Fit(options);
        foreach ((double prior, double noise) in new[] { (0.95, 1.0), (1.05, 1.0), (1.0, 0.95), (1.0, 1.05), (1.03, 0.97), (0.2, 3.0) })
        {
            using RegressionLaplace other = Fit(
                options with { PriorPrecision = best.PriorPrecision * prior, NoiseVariance = best.NoiseVariance * noise });
            Assert.That(other.LogMarginalLikelihood, Is.LessThan(best.LogMarginalLikelihood), $"{prior} {noise}");
        }
    }

    [Test]
    public void Fit_PriorGiven_MaximisesInTheNoiseAlone()
    {
        LaplaceOptions options = new() { PriorPrecision = Precision };
        using RegressionLaplace best = Fit(options);
        Assert.That(best.PriorPrecision, Is.EqualTo(Precision));
        foreach (double factor in new[] { 0.99, 1.01 })
        {
            using RegressionLaplace other = Fit(options with { NoiseVariance = best.NoiseVariance * factor });
            Assert.That(other.LogMarginalLikelihood, Is.LessThan(best.LogMarginalLikelihood));
        }
    }

    [Test]
    public void Fit_PerfectFit_AsksForTheNoise()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        Tensor exact = _network.call(_inputs);
        Assert.That(
            () => RegressionLaplace.Fit(_network, [(_inputs, exact)]),
            Throws.InvalidOperationException.With.Message.Contains("NoiseVariance"));
    }

    [Test]
    public void Fit_BadArguments_ThrowWithName()
    {
        using Tensor flat = _targets.flatten();
        using Tensor column = _targets.narrow(1, 0, 1);
        using Tensor whole = _targets.to_type(ScalarType.Int64);
        using Tensor bad = full_like(_targets, double.PositiveInfinity);
        foreach (Tensor targets in new[] { flat, column, whole, bad })
        {
            Leaks.AssertNone(() => Assert.That(
                () => RegressionLaplace.Fit(_network, [(_inputs, targets)]),
                Throws.InstanceOf<ArgumentException>().With.Property("ParamName").EqualTo("batches")));
        }
    }

    private RegressionLaplace Fit(LaplaceOptions options) => RegressionLaplace.Fit(_network, LaplaceData.Batches(_inputs, _targets, 5), options);

    private double Mean(int output, int feature) => Enumerable.Range(0, Features).Sum(g =>
        _covariance[feature, g] * Enumerable.Range(0, Count).Sum(n => _features[n][g] * _values[n][output] / Noise));

    /// <summary>ln N(y | 0, σ² + ΦΦᵀ / δ) of each output: the weights never appear.</summary>
    private double LogEvidence(double precision, double noise)
    {
        double[,] marginal = new double[Count, Count];
        for (int n = 0; n < Count; n++)
        {
            for (int m = 0; m < Count; m++)
            {
                marginal[n, m] = _features[n].Zip(_features[m], (a, b) => a * b / precision).Sum() + (n == m ? noise : 0);
            }
        }

        (double[,] inverse, double logDeterminant) = NaiveMatrix.Invert(marginal);
        return Enumerable.Range(0, Outputs).Sum(output =>
        {
            double[] y = [.. _values.Select(row => row[output])];
            return -0.5 * (NaiveMatrix.Form(y, inverse, y) + logDeterminant + (Count * Math.Log(2 * Math.PI)));
        });
    }

    private static nn.Module<Tensor, Tensor> Linear(Func<int, int, double> weights)
    {
        TorchSharp.Modules.Linear layer = nn.Linear(Inputs, Outputs);
        layer.to(ScalarType.Float64);
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        for (int output = 0; output < Outputs; output++)
        {
            for (int input = 0; input < Inputs; input++)
            {
                layer.weight![output, input].fill_(weights(output, input));
            }

            layer.bias![output].fill_(weights(output, Inputs));
        }

        return nn.Sequential(("fc", layer));
    }
}
