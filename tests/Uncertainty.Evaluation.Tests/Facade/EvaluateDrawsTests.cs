using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Facade;

/// <summary>What each draw says, kept: its moments are those of the evaluation, in chunks and of maps too.</summary>
[TestFixture]
internal sealed class EvaluateDrawsTests
{
    private static readonly UncertaintyEvaluationOptions Few = new() { Draws = 5, Seed = 3 };

    /// <summary>By a sampler that hands over three inputs at a time, always in the same tensor.</summary>
    [TestCase(new long[] { 6, 7, 3 })]
    [TestCase(new long[] { 6, 7, 3, 4, 5 })]
    public void Classification_AreTheProbabilitiesOfEveryDraw(long[] shape)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor logits = Networks.Inputs(3, shape) * 2;
        Tensor inputs = zeros(7, 1);
        using ClassificationEvaluation ofLogits = UncertaintyEvaluation.ForClassification(new ChunkedPosterior(logits, 3), 3);
        using ClassificationEvaluation ofProbabilities = UncertaintyEvaluation.ForClassification(
            new ChunkedPosterior(logits.softmax(2), 3), new ProbabilityOutput(3));
        double[] expected = Values.Of(logits.softmax(2));
        foreach (ClassificationEvaluation evaluation in new[] { ofLogits, ofProbabilities })
        {
            using PredictiveSamples draws = evaluation.EvaluateDraws(inputs);
            using ClassificationUncertainty whole = evaluation.Evaluate(inputs);
            using ClassificationUncertainty kept = ClassificationUncertainty.FromProbabilities(draws);
            Assert.That(draws.Values.shape, Is.EqualTo(shape));
            Assert.That(Values.Of(draws.Values), Is.EqualTo(expected).Within(1e-6));
            Assert.That(Values.Of(kept.Epistemic), Is.EqualTo(Values.Of(whole.Epistemic)).Within(1e-6));
        }
    }

    [Test]
    public void Classification_OfAnEvidentialNetwork_AreItsMeanProbabilities()
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> network = OutputNetworks.Mlp(3);
        Tensor inputs = Networks.Inputs(1, 7, OutputNetworks.Features);
        using ClassificationEvaluation evaluation = UncertaintyEvaluation.ForClassification(network, new EvidentialClassificationOutput(3), options: Few);
        using PredictiveSamples draws = evaluation.EvaluateDraws(inputs);
        using ClassificationUncertainty whole = evaluation.Evaluate(inputs);
        Assert.That(draws.Values.shape, Is.EqualTo(new long[] { 5, 7, 3 }));
        Assert.That(Values.Of(draws.Values.sum(2)), Has.All.EqualTo(1).Within(1e-6));
        Assert.That(Values.Of(draws.Mean()), Is.EqualTo(Values.Of(whole.Prediction)).Within(1e-6));
    }

    /// <summary>Of means alone, of means with a head, and of a network that gives the noise itself.</summary>
    [TestCase(false)]
    [TestCase(true)]
    public void Regression_AreMeansAndWhatIsKnownOfTheNoise(bool maps)
    {
        using DisposeScope scope = NewDisposeScope();
        long[] map = maps ? [2, 3] : [];
        Tensor inputs = Networks.Inputs(1, [7, OutputNetworks.Features, .. map]);
        using nn.Module<Tensor, Tensor> network = maps ? OutputNetworks.Map2d(2) : OutputNetworks.Mlp(2);
        using nn.Module<Tensor, Tensor> gaussian = maps ? OutputNetworks.Map2d(4) : OutputNetworks.Mlp(4);
        UncertaintyEvaluationOptions options = Few with { Head = new AleatoricHeadOptions { Epochs = 1 } };
        using RegressionEvaluation alone = UncertaintyEvaluation.ForRegression(network, options: Few);
        using RegressionEvaluation headed = UncertaintyEvaluation.ForRegression(network, [(inputs, Networks.Inputs(2, [7, 2, .. map]))], options);
        using RegressionEvaluation distributed = UncertaintyEvaluation.ForRegression(gaussian, new GaussianOutput(2), options: Few);

        using PredictiveSamples means = alone.EvaluateDraws(inputs);
        Assert.That(means.Values.shape, Is.EqualTo((long[])[5, 7, 2, .. map, 1]));
        foreach (RegressionEvaluation evaluation in new[] { headed, distributed })
        {
            using PredictiveSamples draws = evaluation.EvaluateDraws(inputs);
            using RegressionUncertainty whole = evaluation.Evaluate(inputs);
            Tensor of = draws.Values.select(-1, 0);
            Tensor noise = draws.Values.select(-1, 1);
            Assert.That(draws.Values.shape, Is.EqualTo((long[])[5, 7, 2, .. map, 2]));
            Assert.That(Values.Of(of.mean([0])), Is.EqualTo(Values.Of(whole.Prediction)).Within(1e-5));
            Assert.That(Values.Of(of.var(0, unbiased: false)), Is.EqualTo(Values.Of(whole.Epistemic)).Within(1e-5));
            Assert.That(Values.Of(noise.mean([0])), Is.EqualTo(Values.Of(whole.Aleatoric)).Within(1e-5));
        }

        using PredictiveSamples first = headed.EvaluateDraws(inputs);
        Assert.That(Values.Of(first.Values.select(-1, 0)), Is.EqualTo(Values.Of(means.Values.squeeze(-1))), "the same draws");
    }

    [Test]
    public void Draws_DependNeitherOnTheBatchNorOnTheCall()
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> network = OutputNetworks.Mlp(3);
        Tensor inputs = Networks.Inputs(1, 7, OutputNetworks.Features);
        using ClassificationEvaluation evaluation = UncertaintyEvaluation.ForClassification(network, 3, options: Few);
        using PredictiveSamples all = evaluation.EvaluateDraws(inputs);
        using PredictiveSamples again = evaluation.EvaluateDraws(inputs);
        using PredictiveSamples some = evaluation.EvaluateDraws(inputs.narrow(0, 2, 3));
        Assert.That(Values.Of(again.Values), Is.EqualTo(Values.Of(all.Values)));
        Assert.That(Values.Of(some.Values), Is.EqualTo(Values.Of(all.Values.narrow(1, 2, 3))).Within(1e-6));
    }

    [TestCase("classes")]
    [TestCase("means")]
    [TestCase("head")]
    [TestCase("distributions")]
    public void EveryKind_LeavesNothingAndRefusesWhatIsBad(string kind)
    {
        using nn.Module<Tensor, Tensor> network = OutputNetworks.Mlp(kind == "distributions" ? 4 : 2);
        using Tensor inputs = Networks.Inputs(1, 7, OutputNetworks.Features);
        using Tensor targets = Networks.Inputs(2, 7, 2);
        using Tensor bad = full([2, OutputNetworks.Features], double.NaN);
        UncertaintyEvaluation evaluation = kind switch
        {
            "classes" => UncertaintyEvaluation.ForClassification(network, 2, options: Few),
            "means" => UncertaintyEvaluation.ForRegression(network, options: Few),
            "head" => UncertaintyEvaluation.ForRegression(
                network, [(inputs, targets)], Few with { Head = new AleatoricHeadOptions { Epochs = 1 } }),
            _ => UncertaintyEvaluation.ForRegression(network, new GaussianOutput(2), options: Few),
        };
        CancellationToken cancelled = new(canceled: true);
        Leaks.AssertNone(() =>
        {
            evaluation.EvaluateDraws(inputs).Dispose();
            Assert.That(() => evaluation.EvaluateDraws(bad), Throws.ArgumentException.With.Property("ParamName").EqualTo("inputs"));
            Assert.That(() => evaluation.EvaluateDraws(inputs, cancelled), Throws.InstanceOf<OperationCanceledException>());
        });
        evaluation.Dispose();
        Assert.That(() => evaluation.EvaluateDraws(inputs), Throws.InstanceOf<ObjectDisposedException>());
    }

    [Test]
    public void Draws_ThatAreNoNumbersOrNoProbabilities_SaySo()
    {
        using Tensor inputs = zeros(1, 1);
        double[] broken = [1, double.NaN, 1, 2];
        using ClassificationEvaluation classes = UncertaintyEvaluation.ForClassification(new FixedPosterior(broken, 2, 1, 2), 2);
        using RegressionEvaluation means = UncertaintyEvaluation.ForRegression(new FixedPosterior(broken, 2, 1, 2));
        using ClassificationEvaluation wrong = UncertaintyEvaluation.ForClassification(new FixedPosterior([2, 1, 2, 1], 2, 1, 2), new ProbabilityOutput(2));
        Leaks.AssertNone(() =>
        {
            Assert.That(() => classes.EvaluateDraws(inputs), Throws.InvalidOperationException.With.Message.Contains("1 of 4"));
            Assert.That(() => means.EvaluateDraws(inputs), Throws.InvalidOperationException.With.Message.Contains("1 of 4"));
            Assert.That(() => wrong.EvaluateDraws(inputs), Throws.ArgumentException.With.Message.Contains("probabilities"));
        });
    }

    /// <summary>The gradient of what each kind of evaluation draws, against differences.</summary>
    [Test]
    public void WithGraph_EachKindOfOutput_GivesTheSameDrawsAndTheirGradients()
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> network = OutputNetworks.Mlp(4);
        network.to(ScalarType.Float64);
        IPosteriorPredictive posterior = new McDropout(network, new McDropoutOptions { Draws = 3 }).WithGradients();
        UncertaintyEvaluation[] evaluations =
        [
            UncertaintyEvaluation.ForClassification(posterior, 4),
            UncertaintyEvaluation.ForClassification(posterior, new EvidentialClassificationOutput(4)),
            UncertaintyEvaluation.ForRegression(posterior),
            UncertaintyEvaluation.ForRegression(posterior, new GaussianOutput(2)),
        ];
        Tensor point = Networks.Inputs(1, 2, OutputNetworks.Features).to_type(ScalarType.Float64).requires_grad_();
        foreach (UncertaintyEvaluation evaluation in evaluations)
        {
            using PredictiveSamples graphed = evaluation.EvaluateDrawsWithGraph(point);
            Assert.That(Values.Of(graphed.Values), Is.EqualTo(Read(evaluation, point.detach())).Within(1e-12));
            double[] slope = Values.Of(autograd.grad([graphed.Values.square().sum()], [point])[0]);
            const double step = 1e-5;
            for (int i = 0; i < slope.Length; i++)
            {
                Tensor up = point.detach().clone();
                Tensor down = point.detach().clone();
                up.view(-1)[i] += step;
                down.view(-1)[i] -= step;
                double rise = Read(evaluation, up).Sum(value => value * value) - Read(evaluation, down).Sum(value => value * value);
                Assert.That(slope[i], Is.EqualTo(rise / (2 * step)).Within(1e-6), evaluation.GetType().Name);
            }

            Leaks.AssertNone(() => evaluation.EvaluateDrawsWithGraph(point).Dispose());
            evaluation.Dispose();
        }

        static double[] Read(UncertaintyEvaluation evaluation, Tensor inputs)
        {
            using PredictiveSamples draws = evaluation.EvaluateDraws(inputs);
            return Values.Of(draws.Values);
        }
    }

    [Test]
    public void WithGraph_WhereNoneGoes_SaysWhy()
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> network = OutputNetworks.Mlp(2);
        Tensor inputs = Networks.Inputs(1, 7, OutputNetworks.Features);
        UncertaintyEvaluationOptions options = Few with { Head = new AleatoricHeadOptions { Epochs = 1 } };
        using RegressionEvaluation headed = UncertaintyEvaluation.ForRegression(network, [(inputs, Networks.Inputs(2, 7, 2))], options);
        using ClassificationEvaluation plain = UncertaintyEvaluation.ForClassification(network, 2, options: Few);
        using ClassificationEvaluation wide = UncertaintyEvaluation.ForClassification(new McDropout(network).WithGradients(), 3);
        Assert.That(() => headed.EvaluateDrawsWithGraph(inputs), Throws.InvalidOperationException.With.Message.Contains("aleatoric head"));
        Assert.That(() => plain.EvaluateDrawsWithGraph(inputs.clone().requires_grad_()), Throws.InvalidOperationException.With.Message.Contains("WithGradients"));
        Assert.That(() => wide.EvaluateDrawsWithGraph(inputs), Throws.InvalidOperationException.With.Message.Contains("C = 3; got C = 2"));
    }
}
