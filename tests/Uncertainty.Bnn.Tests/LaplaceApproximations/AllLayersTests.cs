using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.LaplaceApproximations;

/// <summary>All layers against the formula, with derivatives that are taken one by one.</summary>
[TestFixture]
internal sealed class AllLayersTests
{
    private const int Count = 8;
    private const double Noise = 0.3;

    public static IEnumerable<TestCaseData> Cases =>
        from @case in LayerCase.All
        from covariance in Enum.GetValues<LaplaceCovariance>()
        from classes in new[] { true, false }
        select new TestCaseData(@case, covariance, classes);

    [TestCaseSource(nameof(Cases))]
    public void Fit_IsTheFormula(LayerCase @case, LaplaceCovariance covariance, bool classes)
    {
        using nn.Module<Tensor, Tensor> network = @case.Network();
        using Tensor inputs = @case.Inputs(3, Count);
        using Tensor targets = classes ? LaplaceData.Labels(Count) : Targets();
        LaplaceOptions options = new()
        {
            Layers = LaplaceLayers.All,
            Covariance = covariance,
            PriorPrecision = 0.7,
            NoiseVariance = classes ? null : Noise,
            BatchSize = 3,
        };
        if (!@case.CanVary(network))
        {
            Assert.That(() => Fit(network, inputs, targets, options), Throws.ArgumentException.With.Message.Contains("0.105"));
            return;
        }

        using LaplaceApproximation posterior = Fit(network, inputs, targets, options);
        (double[][][] jacobian, double[][] outputs) = NaiveNetwork.Differentiate(@case, network, inputs);
        double[][,] seconds = [.. outputs.Select(output => Second(output, classes))];
        int weights = jacobian[0][0].Length;
        double[,] precision = covariance == LaplaceCovariance.Kronecker
            ? Kronecker(@case, network, inputs, seconds, weights)
            : GaussNewton(jacobian, seconds, weights);
        for (int i = 0; i < weights; i++)
        {
            for (int j = 0; j < weights; j++)
            {
                precision[i, j] = (covariance == LaplaceCovariance.Diagonal && i != j ? 0 : precision[i, j]) + (i == j ? 0.7 : 0);
            }
        }

        (double[,] inverse, double logDeterminant) = NaiveMatrix.Invert(precision);
        double likelihood = outputs.Select((output, n) => LogLikelihood(output, Values.Of(targets[n]), classes)).Sum();
        double squares = Weights(@case, network).Sum(weight => weight * weight);
        double evidence = likelihood - (0.35 * squares) - (0.5 * logDeterminant) + (0.5 * weights * Math.Log(0.7));
        Assert.That(posterior.Layers, Is.EqualTo(@case.Layers));
        Assert.That(posterior.Parameters, Is.EqualTo(weights));
        Assert.That(posterior.LogMarginalLikelihood, Is.EqualTo(evidence).Within(1e-8));

        using Tensor test = @case.Inputs(9, 4);
        (double[][][] rows, double[][] means) = NaiveNetwork.Differentiate(@case, network, test);
        using GaussianOutputs gaussian = posterior.Linearise(test);
        double[] covariances = [.. from row in rows from left in row from right in row select NaiveMatrix.Form(left, inverse, right)];
        Assert.That(Values.Of(gaussian.Mean), Is.EqualTo(means.SelectMany(mean => mean)).Within(1e-12));
        Assert.That(Values.Of(gaussian.Covariance), Is.EqualTo(covariances).Within(1e-9 * covariances.Max()));
    }

    /// <summary>One input at one position: Σ over nothing, so that each layer's block of the matrix is a Kronecker product by itself.</summary>
    [Test]
    public void Fit_OneInputOneLayer_KroneckerIsFull([Values("fc1", "fc2")] string layer)
    {
        using nn.Module<Tensor, Tensor> network = LaplaceData.Classifier();
        using Tensor input = LaplaceData.Inputs(4, 1);
        using Tensor target = Targets().narrow(0, 0, 1);
        LaplaceOptions options = new() { Layers = LaplaceLayers.Named(layer), PriorPrecision = 0.5, NoiseVariance = Noise };
        using RegressionLaplace full = RegressionLaplace.Fit(network, [(input, target)], options with { Covariance = LaplaceCovariance.Full });
        using RegressionLaplace kronecker = RegressionLaplace.Fit(network, [(input, target)], options with { Covariance = LaplaceCovariance.Kronecker });
        using Tensor test = LaplaceData.Inputs(9, 5);
        using GaussianOutputs expected = full.Linearise(test);
        using GaussianOutputs got = kronecker.Linearise(test);
        Assert.That(Values.Of(got.Covariance), Is.EqualTo(Values.Of(expected.Covariance)).Within(1e-10));
        Assert.That(kronecker.LogMarginalLikelihood, Is.EqualTo(full.LogMarginalLikelihood).Within(1e-9));
        Assert.That(full.Layers, Is.EqualTo(new[] { layer }));
    }

    /// <summary>What is found by the derivatives of the last layer is what is known of it.</summary>
    [Test]
    public void Fit_LastLayerByItsName_IsTheLastLayer([Values] LaplaceCovariance covariance, [Values] bool classes)
    {
        using nn.Module<Tensor, Tensor> network = LaplaceData.Classifier();
        using Tensor inputs = LaplaceData.Inputs();
        using Tensor targets = classes ? LaplaceData.Labels() : LaplaceData.Inputs(6).narrow(1, 0, 3);
        LaplaceOptions options = new() { Covariance = covariance, Draws = 6, Seed = 4 };
        using LaplaceApproximation last = Fit(network, inputs, targets, options);
        using LaplaceApproximation named = Fit(network, inputs, targets, options with { Layers = LaplaceLayers.Named("fc2") });
        using LaplaceApproximation sampled = Fit(
            network, inputs, targets, options with { Layers = LaplaceLayers.Named("fc2"), Drawing = LaplaceDrawing.Sampled });
        Assert.That(named.Layers, Is.EqualTo(last.Layers));
        Assert.That(named.PriorPrecision, Is.EqualTo(last.PriorPrecision).Within(1e-9 * last.PriorPrecision));
        Assert.That(named.LogMarginalLikelihood, Is.EqualTo(last.LogMarginalLikelihood).Within(1e-9));
        Assert.That(named.EffectiveParameters, Is.EqualTo(last.EffectiveParameters).Within(1e-9));
        using Tensor test = LaplaceData.Inputs(9, 7);
        using GaussianOutputs expected = last.Linearise(test);
        using GaussianOutputs got = named.Linearise(test);
        Assert.That(Values.Of(got.Covariance), Is.EqualTo(Values.Of(expected.Covariance)).Within(1e-10));
        using PredictiveSamples lastDraws = last.Sample(test);
        using PredictiveSamples namedDraws = named.Sample(test);
        using PredictiveSamples sampledDraws = sampled.Sample(test);
        Assert.That(Values.Of(namedDraws.Values), Is.EqualTo(Values.Of(lastDraws.Values)).Within(1e-9));
        Assert.That(Values.Of(sampledDraws.Values), Is.EqualTo(Values.Of(lastDraws.Values)).Within(1e-9));
    }

    private static LaplaceApproximation Fit(nn.Module<Tensor, Tensor> network, Tensor inputs, Tensor targets, LaplaceOptions options) =>
        is_floating_point(targets.dtype)
            ? RegressionLaplace.Fit(network, LaplaceData.Batches(inputs, targets, 5), options)
            : ClassificationLaplace.Fit(network, LaplaceData.Batches(inputs, targets, 5), options);

    private static Tensor Targets() => Networks.Inputs(6, Count, 3).to_type(ScalarType.Float64);

    private static double LogLikelihood(double[] output, double[] target, bool classes) => classes
        ? Math.Log(NaiveLaplace.Softmax(output)[(int)target[0]])
        : output.Zip(target, (f, y) => -0.5 * (((f - y) * (f - y) / Noise) + Math.Log(2 * Math.PI * Noise))).Sum();

    private static double[,] Second(double[] output, bool classes)
    {
        double[] p = NaiveLaplace.Softmax(output);
        double[,] second = NaiveMatrix.Zeros(p.Length, p.Length);
        for (int c = 0; c < p.Length; c++)
        {
            for (int d = 0; d < p.Length; d++)
            {
                second[c, d] = classes ? (c == d ? p[c] : 0) - (p[c] * p[d]) : (c == d ? 1 / Noise : 0);
            }
        }

        return second;
    }

    private static double[,] GaussNewton(double[][][] jacobian, double[][,] seconds, int weights)
    {
        double[,] sum = NaiveMatrix.Zeros(weights, weights);
        for (int i = 0; i < weights; i++)
        {
            for (int j = 0; j < weights; j++)
            {
                sum[i, j] = jacobian.Select((row, n) => NaiveMatrix.Form([.. row.Select(of => of[i])], seconds[n], [.. row.Select(of => of[j])])).Sum();
            }
        }

        return sum;
    }

    /// <summary>Blocks (Σ g Λ gᵀ / M) ⊗ (Σ a aᵀ) of the layers, over inputs and positions.</summary>
    private static double[,] Kronecker(LayerCase @case, nn.Module<Tensor, Tensor> network, Tensor inputs, double[][,] seconds, int weights)
    {
        double[,] blocks = NaiveMatrix.Zeros(weights, weights);
        int first = 0;
        foreach (List<(double[][] Features, double[][][] Gradients)> layer in NaiveNetwork.Factors(@case, network, inputs))
        {
            int units = layer[0].Gradients[0][0].Length;
            int features = layer[0].Features[0].Length;
            int positions = layer.Sum(input => input.Features.Length);
            for (int i = 0; i < units * features; i++)
            {
                for (int j = 0; j < units * features; j++)
                {
                    double outputs = layer.Select((input, n) => Enumerable.Range(0, input.Features.Length).Sum(t => NaiveMatrix.Form(
                        [.. input.Gradients.Select(of => of[t][i / features])], seconds[n], [.. input.Gradients.Select(of => of[t][j / features])]))).Sum();
                    double squares = layer.Sum(input => input.Features.Sum(row => row[i % features] * row[j % features]));
                    blocks[first + i, first + j] = outputs / positions * squares;
                }
            }

            first += units * features;
        }

        return blocks;
    }

    private static IEnumerable<double> Weights(LayerCase @case, nn.Module network) =>
        network.named_modules().Where(entry => @case.Layers.Contains(entry.name)).SelectMany(entry => entry.module.parameters()).SelectMany(Values.Of);
}
