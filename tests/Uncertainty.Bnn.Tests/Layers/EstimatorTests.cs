using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Layers;

[TestFixture]
internal sealed class EstimatorTests
{
    private const WeightEstimator Plain = WeightEstimator.Reparameterisation;
    private const WeightEstimator Local = WeightEstimator.LocalReparameterisation;
    private const WeightEstimator Flipout = WeightEstimator.Flipout;

    /// <summary>Each estimator gives an input the mean and the variance that the weights' distribution gives it.</summary>
    [TestCase(Plain, true)]
    [TestCase(Local, true)]
    [TestCase(Flipout, true)]
    [TestCase(Plain, false)]
    [TestCase(Local, false)]
    [TestCase(Flipout, false)]
    public void Forward_ManyPasses_HasTheMomentsOfTheClosedForm(WeightEstimator estimator, bool linear)
    {
        const int passes = 4000;
        manual_seed(5);
        BayesianLayerOptions options = new() { Estimator = estimator, InitialDeviation = 0.3 };
        using BayesianLayer layer = linear ? new BayesianLinear(3, 2, options: options) : new BayesianConv1d(3, 2, 2, options: options);
        using Tensor inputs = linear ? Networks.Inputs(1, 2, 3) : Networks.Inputs(1, 2, 3, 3);
        using IDisposable noGradient = no_grad();
        (double[] mean, double[] variance) = ClosedForm(layer, inputs);
        double[][] outputs = [.. Enumerable.Range(0, passes).Select(_ => Forward(layer, inputs))];
        for (int i = 0; i < mean.Length; i++)
        {
            double average = outputs.Average(pass => pass[i]);
            double spread = outputs.Average(pass => Math.Pow(pass[i] - mean[i], 2));

            // Normal outputs: standard errors √(v / R) of the mean and v √(2 / R) of the variance v. Flipout's, signs times normals, are no other.
            Assert.That(average, Is.EqualTo(mean[i]).Within(4.5 * Math.Sqrt(variance[i] / passes)), $"mean {i}");
            Assert.That(spread, Is.EqualTo(variance[i]).Within(4.5 * variance[i] * Math.Sqrt(2.0 / passes)), $"variance {i}");
        }
    }

    /// <summary>Two inputs alike: one weight sample moves both alike, the others do not.</summary>
    [TestCase(Plain, 1)]
    [TestCase(Local, 0)]
    [TestCase(Flipout, 0)]
    public void Forward_TwoInputsAlike_AreCorrelatedByPlainSamplingOnly(WeightEstimator estimator, double correlation)
    {
        const int passes = 3000;
        manual_seed(6);
        using BayesianLinear layer = new(5, 1, options: new BayesianLayerOptions { Estimator = estimator, InitialDeviation = 0.5 });
        using Tensor one = Networks.Inputs(1, 1, 5);
        using Tensor inputs = one.expand(2, 5).clone();
        using IDisposable noGradient = no_grad();
        (double[] mean, double[] variance) = ClosedForm(layer, inputs);
        double product = Enumerable.Range(0, passes).Select(_ => Forward(layer, inputs)).Average(pass => (pass[0] - mean[0]) * (pass[1] - mean[0]));
        Assert.That(product / variance[0], Is.EqualTo(correlation).Within(4.5 * Math.Sqrt(2.0 / passes)));
    }

    /// <summary>
    /// The trace of the gradient's covariance, over 400 gradients of a batch of 128 that a rule labels. Its relative standard error is at most √(2/400) = 0.07 for
    /// each estimator, 0.1 for a ratio; the ratios asserted are five of these below one.
    /// </summary>
    [TestCase(Local, "mean")]
    [TestCase(Local, "rho")]
    [TestCase(Flipout, "mean")]
    [TestCase(Flipout, "rho")]
    public void Gradient_Variance_IsBelowThatOfPlainReparameterisation(WeightEstimator estimator, string parameter)
    {
        double plain = GradientVariance(Plain, parameter);
        double other = GradientVariance(estimator, parameter);
        TestContext.Out.WriteLine(FormattableString.Invariant($"{estimator} {parameter}: {other / plain:0.0000} of {plain:0.000e+0}"));
        Assert.That(other, Is.LessThan(0.5 * plain));
    }

    [TestCase(Plain)]
    [TestCase(Local)]
    [TestCase(Flipout)]
    public void Gradient_InputsOfZeros_IsFinite(WeightEstimator estimator)
    {
        using DisposeScope scope = NewDisposeScope();
        using BayesianConv2d layer = new(2, 3, 3, padding: 1, bias: false, options: new BayesianLayerOptions { Estimator = estimator });
        Tensor outputs = layer.call(zeros(2, 2, 5, 5));
        Assert.That(Values.Of(outputs), Has.All.Zero);
        foreach (Tensor gradient in autograd.grad([outputs.sum()], [.. layer.parameters()]))
        {
            Assert.That(Values.Of(gradient), Has.All.Matches<double>(double.IsFinite));
        }
    }

    private static double GradientVariance(WeightEstimator estimator, string parameter)
    {
        const int repeats = 400;
        manual_seed(7);
        BayesianLayerOptions options = new() { Estimator = estimator, InitialDeviation = 0.1 };
        using nn.Module<Tensor, Tensor> network = nn.Sequential(
            ("fc1", new BayesianLinear(6, 16, options: options)), ("act", nn.ReLU()), ("fc2", new BayesianLinear(16, 3, options: options)));
        using Tensor inputs = Networks.Inputs(1, 128, 6);
        using Tensor first = inputs.narrow(1, 0, 3);
        using Tensor labels = first.argmax(1);
        TorchSharp.Modules.Parameter[] parameters =
        [
            .. network.named_parameters().Where(entry => entry.name.EndsWith(parameter, StringComparison.Ordinal)).Select(entry => entry.parameter),
        ];
        List<double[]> gradients = [];
        for (int i = 0; i < repeats; i++)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor loss = nn.functional.cross_entropy(network.call(inputs), labels);
            gradients.Add([.. autograd.grad([loss], parameters).SelectMany(Values.Of)]);
        }

        double trace = 0;
        for (int i = 0; i < gradients[0].Length; i++)
        {
            double mean = gradients.Average(gradient => gradient[i]);
            trace += gradients.Sum(gradient => Math.Pow(gradient[i] - mean, 2)) / (repeats - 1);
        }

        return trace;
    }

    private static double[] Forward(BayesianLayer layer, Tensor inputs)
    {
        using Tensor outputs = layer.call(inputs);
        return Values.Of(outputs);
    }

    /// <summary>Mean and variance of each output, by loops over the weights.</summary>
    private static (double[] Mean, double[] Variance) ClosedForm(BayesianLayer layer, Tensor inputs)
    {
        using DisposeScope scope = NewDisposeScope();
        double[] x = Values.Of(inputs);
        double[] weight = Values.Of(layer.WeightMean);
        double[] deviation = Values.Of(layer.WeightDeviation());
        double[] bias = Values.Of(layer.BiasMean!);
        double biasDeviation = Values.Of(layer.BiasDeviation()!)[0];
        int units = (int)inputs.shape[1];
        int length = inputs.ndim == 2 ? 1 : (int)inputs.shape[2];
        int kernel = inputs.ndim == 2 ? 1 : 2;
        List<double> means = [];
        List<double> variances = [];
        for (int row = 0; row < inputs.shape[0]; row++)
        {
            for (int output = 0; output < bias.Length; output++)
            {
                for (int place = 0; place + kernel <= length; place++)
                {
                    double mean = bias[output];
                    double variance = biasDeviation * biasDeviation;
                    for (int unit = 0; unit < units; unit++)
                    {
                        for (int k = 0; k < kernel; k++)
                        {
                            double value = x[(((row * units) + unit) * length) + place + k];
                            int index = (((output * units) + unit) * kernel) + k;
                            mean += value * weight[index];
                            variance += value * value * deviation[index] * deviation[index];
                        }
                    }

                    means.Add(mean);
                    variances.Add(variance);
                }
            }
        }

        return ([.. means], [.. variances]);
    }
}
