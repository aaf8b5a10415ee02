using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Facade;

/// <summary>Networks that give distributions of their targets, against loops in double over their kept draws.</summary>
[TestFixture]
internal sealed class RegressionOutputTests
{
    private const int Inputs = 6;
    private const int Targets = 2;

    private static double Softplus(double x) => Math.Log(1 + Math.Exp(x));

    private static IEnumerable<TestCaseData> Outputs()
    {
        yield return new TestCaseData(
            new GaussianOutput(Targets),
            (Func<double[], int, (double, double, double)>)((raw, d) => (raw[d], Math.Exp(raw[Targets + d]), 0))).SetArgDisplayNames("gaussian");
        yield return new TestCaseData(
            new EvidentialRegressionOutput(Targets),
            (Func<double[], int, (double, double, double)>)((raw, d) =>
            {
                double noise = Softplus(raw[(3 * Targets) + d]) / Softplus(raw[(2 * Targets) + d]);
                return (raw[d], noise, noise / Softplus(raw[Targets + d]));
            })).SetArgDisplayNames("evidential");
    }

    [TestCaseSource(nameof(Outputs))]
    public void McDropout_EqualsTheLoop(RegressionOutput output, Func<double[], int, (double, double, double)> read)
    {
        using nn.Module<Tensor, Tensor> network = OutputNetworks.Mlp(output.Columns, type: ScalarType.Float64);
        using RegressionEvaluation evaluation =
            UncertaintyEvaluation.ForRegression(network, output, options: new UncertaintyEvaluationOptions { Draws = 7, Seed = 3 });
        AssertLoop(evaluation, new McDropout(network, new McDropoutOptions { Draws = 7, Seed = 3 }), output, read);
    }

    [TestCaseSource(nameof(Outputs))]
    public void DeepEnsemble_EqualsTheLoop(RegressionOutput output, Func<double[], int, (double, double, double)> read)
    {
        using nn.Module<Tensor, Tensor> first = OutputNetworks.Mlp(output.Columns, 1, ScalarType.Float64);
        using nn.Module<Tensor, Tensor> second = OutputNetworks.Mlp(output.Columns, 2, ScalarType.Float64);
        using nn.Module<Tensor, Tensor> third = OutputNetworks.Mlp(output.Columns, 3, ScalarType.Float64);
        using DeepEnsemble ensemble = new([first, second, third], new DeepEnsembleOptions { BatchSize = 4 });
        using RegressionEvaluation evaluation = UncertaintyEvaluation.ForRegression(ensemble, output);
        AssertLoop(evaluation, ensemble, output, read);
    }

    [TestCaseSource(nameof(Outputs))]
    public void SingleNetwork_EqualsTheLoop(RegressionOutput output, Func<double[], int, (double, double, double)> read)
    {
        using nn.Module<Tensor, Tensor> network = OutputNetworks.Mlp(output.Columns, type: ScalarType.Float64);
        using RegressionEvaluation evaluation = UncertaintyEvaluation.ForRegression(
            network, output, options: new UncertaintyEvaluationOptions { Method = UncertaintyMethod.SingleNetwork });
        AssertLoop(evaluation, new SingleNetwork(network), output, read, epistemic: output is EvidentialRegressionOutput);
    }

    /// <summary>Two means 1 and 3 with noise 1 and 4: by hand.</summary>
    [Test]
    public void Evaluate_TwoDraws_IsTheLawOfTotalVariance()
    {
        double four = Math.Log(4);
        using RegressionEvaluation evaluation =
            UncertaintyEvaluation.ForRegression(new FixedPosterior([1, 0, 3, four], 2, 1, 2), new GaussianOutput(1));
        using Tensor inputs = zeros(1, 1);
        using RegressionUncertainty result = evaluation.Evaluate(inputs);
        RegressionAnswer answer = result[0];
        Assert.That(answer.Prediction.Single(), Is.EqualTo(2));
        Assert.That(answer.Aleatoric.Single(), Is.EqualTo(2.5).Within(1e-12));
        Assert.That(answer.Epistemic.Single(), Is.EqualTo(1).Within(1e-12));
        Assert.That(answer.Total.Single(), Is.EqualTo(3.5).Within(1e-12));
    }

    [Test]
    public void EvaluateEpistemic_OneDrawThatAdmitsNothing_Throws()
    {
        using nn.Module<Tensor, Tensor> network = OutputNetworks.Mlp(2);
        using RegressionEvaluation evaluation = UncertaintyEvaluation.ForRegression(new SingleNetwork(network), new GaussianOutput(1));
        using Tensor inputs = Networks.Inputs(1, 3, OutputNetworks.Features);
        Leaks.AssertNone(() => Assert.That(
            () => evaluation.EvaluateEpistemic(inputs), Throws.InvalidOperationException.With.Message.Contains("one draw")));
    }

    [Test]
    public void Evaluate_OtherNumberOfColumns_Throws()
    {
        using nn.Module<Tensor, Tensor> network = OutputNetworks.Mlp(3);
        using RegressionEvaluation evaluation = UncertaintyEvaluation.ForRegression(network, new GaussianOutput(1));
        using Tensor inputs = Networks.Inputs(1, 3, OutputNetworks.Features);
        Leaks.AssertNone(() => Assert.That(
            () => evaluation.Evaluate(inputs), Throws.InvalidOperationException.With.Message.Contains("with C = 2; got C = 3")));
    }

    /// <summary>e^1000 is no number: said, not clipped.</summary>
    [Test]
    public void Evaluate_VarianceBeyondAllNumbers_Throws()
    {
        using RegressionEvaluation evaluation =
            UncertaintyEvaluation.ForRegression(new FixedPosterior([1, 1000, 1, 0], 2, 1, 2), new GaussianOutput(1));
        using Tensor inputs = zeros(1, 1);
        Leaks.AssertNone(() => Assert.That(
            () => evaluation.Evaluate(inputs), Throws.InvalidOperationException.With.Message.Contains("noise variances")));
    }

    private static void AssertLoop(
        RegressionEvaluation evaluation,
        IPosteriorPredictive posterior,
        RegressionOutput output,
        Func<double[], int, (double, double, double)> read,
        bool epistemic = true)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor inputs = Networks.Inputs(9, Inputs, OutputNetworks.Features).to_type(ScalarType.Float64);
        using PredictiveSamples samples = posterior.Sample(inputs);
        double[][] raw = [.. Values.Of(samples.Values).Chunk(output.Columns)];
        using RegressionUncertainty result = evaluation.Evaluate(inputs);
        Assert.That(result.Count, Is.EqualTo(Inputs));
        for (int n = 0; n < Inputs; n++)
        {
            for (int d = 0; d < Targets; d++)
            {
                (double Mean, double Noise, double Within)[] draws = [.. Enumerable.Range(0, samples.Draws).Select(s => read(raw[(s * Inputs) + n], d))];
                double mean = draws.Average(draw => draw.Mean);
                double between = draws.Average(draw => Math.Pow(draw.Mean - mean, 2));
                RegressionAnswer answer = result[n];
                Assert.That(answer.Prediction[d], Is.EqualTo(mean).Within(1e-10));
                Assert.That(answer.Aleatoric[d], Is.EqualTo(draws.Average(draw => draw.Noise)).Within(1e-10));
                Assert.That(answer.Epistemic[d], Is.EqualTo(between + draws.Average(draw => draw.Within)).Within(1e-10));
                Assert.That(answer.Total[d], Is.EqualTo(answer.Aleatoric[d] + answer.Epistemic[d]).Within(1e-12));
                Assert.That(answer.StandardDeviation[d], Is.EqualTo(Math.Sqrt(answer.Total[d])).Within(1e-12));
            }
        }

        double[] noise = [.. result.Select(answer => answer.Aleatoric.Average())];
        Assert.That(Values.Of(evaluation.EvaluateAleatoric(inputs)), Is.EqualTo(noise).Within(1e-12));
        if (epistemic)
        {
            Assert.That(Values.Of(evaluation.EvaluateEpistemic(inputs)), Is.EqualTo(Values.Of(result.Epistemic)));
        }
    }
}
