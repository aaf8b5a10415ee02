using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.LaplaceApproximations;

[TestFixture]
internal sealed class ClassificationLaplaceTests
{
    private nn.Module<Tensor, Tensor> _network = null!;
    private Tensor _inputs = null!;
    private Tensor _labels = null!;

    [SetUp]
    public void Open()
    {
        _network = LaplaceData.Classifier();
        _inputs = LaplaceData.Inputs();
        _labels = LaplaceData.Labels();
    }

    [TearDown]
    public void Close()
    {
        _network.Dispose();
        _inputs.Dispose();
        _labels.Dispose();
    }

    [Test]
    public void Fit_IsTheFormula(
        [Values] LaplaceCovariance covariance, [Values(0.3, 20)] double precision, [Values] bool bias)
    {
        using nn.Module<Tensor, Tensor> network = LaplaceData.Classifier(bias);
        using ClassificationLaplace posterior = Fit(new LaplaceOptions { Covariance = covariance, PriorPrecision = precision }, network);
        double[] weights = LaplaceData.Weights(network);
        int[] labels = [.. Values.Of(_labels).Select(label => (int)label)];
        NaiveLaplace naive = new(LaplaceData.Features(network, _inputs, bias), labels, weights, precision, covariance);
        using Tensor test = LaplaceData.Inputs(9, 6);
        using GaussianOutputs outputs = posterior.Linearise(test);
        double[][] features = LaplaceData.Features(network, test, bias);
        double[] means = [.. features.SelectMany(row => naive.Logits(row, weights))];
        double[] covariances =
        [
            .. from row in features from c in Enumerable.Range(0, 3) from d in Enumerable.Range(0, 3) select naive.OutputCovariance(row, c, d),
        ];
        Assert.That(posterior.PriorPrecision, Is.EqualTo(precision));
        Assert.That(posterior.LogMarginalLikelihood, Is.EqualTo(naive.LogMarginalLikelihood).Within(1e-9));
        Assert.That(Values.Of(outputs.Mean), Is.EqualTo(means).Within(1e-12));
        Assert.That(Values.Of(outputs.Covariance), Is.EqualTo(covariances).Within(1e-10));
        using Tensor variance = outputs.Variance();
        Assert.That(Values.Of(variance), Is.EqualTo(covariances.Where((_, i) => i % 9 % 4 == 0)).Within(1e-10));
    }

    [Test]
    public void Fit_BatchesOfAnySize_GiveTheSame([Values] LaplaceCovariance covariance)
    {
        LaplaceOptions options = new() { Covariance = covariance, PriorPrecision = 1 };
        using ClassificationLaplace whole = ClassificationLaplace.Fit(_network, [(_inputs, _labels)], options);
        using ClassificationLaplace pieces = ClassificationLaplace.Fit(_network, LaplaceData.Batches(_inputs, _labels, 1), options with { BatchSize = 1 });
        using GaussianOutputs expected = whole.Linearise(_inputs);
        using GaussianOutputs got = pieces.Linearise(_inputs);
        Assert.That(Values.Of(got.Covariance), Is.EqualTo(Values.Of(expected.Covariance)).Within(1e-12));
        Assert.That(pieces.LogMarginalLikelihood, Is.EqualTo(whole.LogMarginalLikelihood).Within(1e-10));
    }

    [Test]
    public void Fit_PriorPrecisionNotGiven_MaximisesTheMarginalLikelihood([Values] LaplaceCovariance covariance)
    {
        LaplaceOptions options = new() { Covariance = covariance };
        using ClassificationLaplace best = Fit(options);
        double squares = LaplaceData.Weights(_network).Sum(weight => weight * weight);
        Assert.That(best.PriorPrecision * squares, Is.EqualTo(best.EffectiveParameters).Within(1e-9), "δ ‖w‖² = γ");
        foreach (double factor in new[] { 0.01, 0.9, 0.999, 1.001, 1.1, 100 })
        {
            using ClassificationLaplace other = Fit(options with { PriorPrecision = best.PriorPrecision * factor });
            Assert.That(other.LogMarginalLikelihood, Is.LessThan(best.LogMarginalLikelihood), $"{factor}");
        }
    }

    [Test]
    public void Predict_Probit_IsTheFormula()
    {
        using ClassificationLaplace posterior = Fit(new LaplaceOptions { PriorPrecision = 0.5 });
        using Tensor probabilities = posterior.Predict(_inputs, LaplaceLink.Probit);
        using GaussianOutputs outputs = posterior.Linearise(_inputs);
        using Tensor variances = outputs.Variance();
        double[] v = Values.Of(variances);
        double[] scaled = [.. Values.Of(outputs.Mean).Select((mean, i) => mean / Math.Sqrt(1 + (Math.PI * v[i] / 8)))];
        Assert.That(Values.Of(probabilities), Is.EqualTo(scaled.Chunk(3).SelectMany(NaiveLaplace.Softmax)).Within(1e-12));
    }

    /// <summary>One feature of 2, weights 1 and 0, labels 0 and 1: every number can be had by hand.</summary>
    [Test]
    public void Predict_Probit_OneFeature_ByHand()
    {
        using TorchSharp.Modules.Linear layer = nn.Linear(1, 2, false);
        using (no_grad())
        {
            layer.weight!.copy_(tensor(new[] { 1f, 0f }, [2, 1]));
        }

        layer.to(ScalarType.Float64);
        using Tensor inputs = tensor(new[] { 2.0, 2.0 }, [2, 1]);
        using Tensor labels = tensor(new long[] { 0, 1 });
        LaplaceOptions options = new() { PriorPrecision = 3, Covariance = LaplaceCovariance.Diagonal };
        using ClassificationLaplace posterior = ClassificationLaplace.Fit(layer, [(inputs, labels)], options);
        using Tensor one = tensor(new[] { 5.0 }, [1, 1]);
        using Tensor independent = posterior.Predict(one, LaplaceLink.Probit);
        using Tensor contrast = posterior.Predict(one, LaplaceLink.ContrastProbit);

        // p = σ(2); each weight has H = 2 inputs · p (1 - p) · 2², variance 1 / (H + 3); logits 5 and 0 with variance 25 / (H + 3) each, their
        // difference with twice that.
        double p = 1 / (1 + Math.Exp(-2));
        double variance = 25 / ((2 * p * (1 - p) * 4) + 3);
        double expected = Sigmoid(5 / Math.Sqrt(1 + (Math.PI * variance / 8)));
        double apart = Sigmoid(5 / Math.Sqrt(1 + (Math.PI * 2 * variance / 8)));
        Assert.That(Values.Of(independent), Is.EqualTo(new[] { expected, 1 - expected }).Within(1e-12));
        Assert.That(Values.Of(contrast), Is.EqualTo(new[] { apart, 1 - apart }).Within(1e-12));

        static double Sigmoid(double logit) => 1 / (1 + Math.Exp(-logit));
    }

    [Test]
    public void Predict_ContrastProbit_IsTheFormulaOfEachLogitLessTheOthers([Values] LaplaceCovariance covariance)
    {
        using ClassificationLaplace posterior = Fit(new LaplaceOptions { Covariance = covariance, PriorPrecision = 0.5 });
        using Tensor test = LaplaceData.Inputs(9, 5);
        using GaussianOutputs outputs = posterior.Linearise(test);
        using Tensor probabilities = posterior.Predict(test);
        double[] means = Values.Of(outputs.Mean);
        double[] covariances = Values.Of(outputs.Covariance);
        int classes = (int)outputs.Mean.shape[1];
        for (int n = 0; n < 5; n++)
        {
            double[] scores = new double[classes];
            for (int c = 0; c < classes; c++)
            {
                double[] contrast = [.. Enumerable.Range(0, classes).Select(k => k == c ? 1 : -1.0 / (classes - 1))];
                double variance = 0;
                for (int a = 0; a < classes; a++)
                {
                    for (int b = 0; b < classes; b++)
                    {
                        variance += contrast[a] * contrast[b] * covariances[(((n * classes) + a) * classes) + b];
                    }
                }

                double distance = means[(n * classes) + c] - means.Skip(n * classes).Take(classes).Average();
                scores[c] = Math.Exp(distance / Math.Sqrt(1 + (Math.PI * variance / 8)));
            }

            Assert.That(
                Values.Of(probabilities).Skip(n * classes).Take(classes),
                Is.EqualTo(scores.Select(score => score / scores.Sum())).Within(1e-12));
        }
    }

    [Test]
    public void Sample_ManyDraws_HaveTheLinearisedMoments([Values] LaplaceCovariance covariance)
    {
        const int Draws = 4000;
        using ClassificationLaplace posterior = Fit(new LaplaceOptions { Covariance = covariance, PriorPrecision = 0.5, Draws = Draws, Seed = 3 });
        using Tensor test = LaplaceData.Inputs(9, 3);
        using GaussianOutputs outputs = posterior.Linearise(test);
        using PredictiveSamples samples = posterior.Sample(test);
        using Tensor mean = samples.Mean();
        using DisposeScope scope = NewDisposeScope();
        Tensor centred = (samples.Values - mean).permute(1, 2, 0);
        double[] covariances = Values.Of(centred.matmul(centred.transpose(1, 2)) / Draws);
        double[] expected = Values.Of(outputs.Covariance);
        double largest = expected.Max();

        // Standard errors: √(v / S) of a mean, at most v √(2 / S) of a covariance; four of them.
        Assert.That(Values.Of(mean), Is.EqualTo(Values.Of(outputs.Mean)).Within(4 * Math.Sqrt(largest / Draws)));
        Assert.That(covariances, Is.EqualTo(expected).Within(4 * largest * Math.Sqrt(2.0 / Draws)));
    }

    [Test]
    public void Predict_MonteCarlo_IsTheMeanSoftmaxOfTheDraws()
    {
        using ClassificationLaplace posterior = Fit(new LaplaceOptions { PriorPrecision = 0.5, Draws = 30 });
        using Tensor probabilities = posterior.Predict(_inputs, LaplaceLink.MonteCarlo);
        using PredictiveSamples samples = posterior.Sample(_inputs);
        using PredictiveSamples softmax = samples.Softmax();
        using Tensor mean = softmax.Mean();
        Assert.That(Values.Of(probabilities), Is.EqualTo(Values.Of(mean)).Within(1e-12));
    }

    [Test]
    public void LineariseAndPredict_ChunksOfAnySize_GiveTheSame([Values] LaplaceCovariance covariance)
    {
        LaplaceOptions options = new() { Covariance = covariance, PriorPrecision = 1 };
        using ClassificationLaplace whole = Fit(options);
        using ClassificationLaplace pieces = Fit(options with { BatchSize = 7 });
        using GaussianOutputs expected = whole.Linearise(_inputs);
        using GaussianOutputs got = pieces.Linearise(_inputs);
        using Tensor expectedProbabilities = whole.Predict(_inputs);
        using Tensor probabilities = pieces.Predict(_inputs);
        Assert.That(Values.Of(got.Mean), Is.EqualTo(Values.Of(expected.Mean)).Within(1e-12));
        Assert.That(Values.Of(got.Covariance), Is.EqualTo(Values.Of(expected.Covariance)).Within(1e-12));
        Assert.That(Values.Of(probabilities), Is.EqualTo(Values.Of(expectedProbabilities)).Within(1e-12));
    }

    [Test]
    public void Predict_BothLinks_AreLessSureThanTheNetwork()
    {
        using ClassificationLaplace posterior = Fit(new LaplaceOptions { PriorPrecision = 0.01, Draws = 200 });
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        _network.eval();
        double sure = _network.call(_inputs).softmax(1).amax(1).mean().item<double>();
        foreach (LaplaceLink link in Enum.GetValues<LaplaceLink>())
        {
            Tensor probabilities = posterior.Predict(_inputs, link);
            Assert.That(Values.Of(probabilities.sum(1)), Has.All.EqualTo(1).Within(1e-12));
            Assert.That(probabilities.amax(1).mean().item<double>(), Is.LessThan(sure), $"{link}");
        }
    }

    [Test]
    public void Fit_BadArguments_ThrowWithName()
    {
        using Tensor oneClass = zeros_like(_labels);
        using Tensor outOfRange = full_like(_labels, 3);
        using Tensor negative = full_like(_labels, -1);
        using Tensor real = _labels.to_type(ScalarType.Float64);
        using Tensor column = _labels.unsqueeze(1);
        using Tensor few = LaplaceData.Labels(3);
        using Tensor notANumber = full_like(_inputs, double.NaN);
        using nn.Module<Tensor, Tensor> noLinear = nn.Sequential(("act", nn.Tanh()));
        using nn.Module<Tensor, Tensor> oneOutput = nn.Linear(4, 1).to(ScalarType.Float64);
        (Tensor, Tensor, string)[] bad =
        [
            (_inputs, oneClass, "all 40 are of class 0"), (_inputs, outOfRange, "[0, 2]; got 3"), (_inputs, negative, "got -1"),
            (_inputs, real, "whole-number type"), (_inputs, column, "labels [N]"), (_inputs, few, "[40, 4] and [3]"), (notANumber, _labels, "finite"),
        ];
        Leaks.AssertNone(() =>
        {
            foreach ((Tensor inputs, Tensor labels, string says) in bad)
            {
                Assert.That(
                    () => ClassificationLaplace.Fit(_network, [(inputs, labels)]),
                    Throws.InstanceOf<ArgumentException>().With.Property("ParamName").EqualTo("batches").And.Message.Contains(says));
            }

            Assert.That(() => ClassificationLaplace.Fit(_network, []), Throws.ArgumentException.With.Message.Contains("at least one batch"));
            Assert.That(
                () => ClassificationLaplace.Fit(noLinear, [(_inputs, _labels)]),
                Throws.ArgumentException.With.Property("ParamName").EqualTo("network").And.Message.Contains("act (Tanh)"));
            Assert.That(
                () => ClassificationLaplace.Fit(oneOutput, [(_inputs, _labels)]),
                Throws.ArgumentException.With.Property("ParamName").EqualTo("network").And.Message.Contains("at least 2 logits"));
            Assert.That(
                () => Fit(new LaplaceOptions { NoiseVariance = 1 }), Throws.ArgumentException.With.Property("ParamName").EqualTo("options"));
            Assert.That(
                () => Fit(new LaplaceOptions { MemoryLimit = 100 }),
                Throws.ArgumentException.With.Property("ParamName").EqualTo("options").And.Message.Contains("MemoryLimit is 100"));
        });
        Assert.That(() => new LaplaceOptions { PriorPrecision = 0 }, Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new LaplaceOptions { NoiseVariance = double.NaN }, Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new LaplaceOptions { Draws = 0 }, Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new LaplaceOptions { Covariance = (LaplaceCovariance)7 }, Throws.InstanceOf<ArgumentOutOfRangeException>());
        using ClassificationLaplace posterior = Fit(new LaplaceOptions());
        Assert.That(() => posterior.Predict(_inputs, (LaplaceLink)5), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => posterior.Predict(notANumber), Throws.ArgumentException.With.Property("ParamName").EqualTo("inputs"));
    }

    [Test]
    public void Fit_WeightsAllZero_AsksForThePriorPrecision()
    {
        using IDisposable noGradient = no_grad();
        TorchSharp.Modules.Linear last = _network.modules().OfType<TorchSharp.Modules.Linear>().Last();
        last.weight!.zero_();
        last.bias!.zero_();
        Assert.That(() => Fit(new LaplaceOptions()), Throws.InvalidOperationException.With.Message.Contains("PriorPrecision"));
        using ClassificationLaplace given = Fit(new LaplaceOptions { PriorPrecision = 1 });
        Assert.That(given.EffectiveParameters, Is.InRange(0, 18));
    }

    [Test]
    public void Fit_ConstantFeatures_SingularCurvatureIsNoObstacle([Values] LaplaceCovariance covariance)
    {
        using Tensor same = zeros_like(_inputs);
        using ClassificationLaplace posterior = ClassificationLaplace.Fit(
            _network, [(same, _labels)], new LaplaceOptions { Covariance = covariance, PriorPrecision = 2 });
        using GaussianOutputs outputs = posterior.Linearise(_inputs);
        Assert.That(Values.Of(outputs.Covariance), Has.All.Matches<double>(double.IsFinite));
    }

    private ClassificationLaplace Fit(LaplaceOptions options, nn.Module<Tensor, Tensor>? network = null) =>
        ClassificationLaplace.Fit(network ?? _network, LaplaceData.Batches(_inputs, _labels), options);
}
