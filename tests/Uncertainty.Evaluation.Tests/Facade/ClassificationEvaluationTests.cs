using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Facade;

[TestFixture]
internal sealed class ClassificationEvaluationTests
{
    private static readonly UncertaintyEvaluationOptions Few = new()
    {
        Draws = 8,
        Head = new AleatoricHeadOptions { Epochs = 2, NoiseDraws = 5 },
    };

    [Test]
    public void EvaluateEpistemic_IsTheVarianceOfTheSoftmax_NotOfTheLogits()
    {
        double[] logits = [2, 0, 0, 2];
        using ClassificationEvaluation evaluation = UncertaintyEvaluation.ForClassification(new FixedPosterior(logits, 2, 1, 2), 2);
        using Tensor inputs = zeros(1, 1);
        double p = 1 / (1 + Math.Exp(-2));
        double expected = Math.Pow(p - 0.5, 2);
        using Tensor epistemic = evaluation.EvaluateEpistemic(inputs);
        Assert.That(epistemic.shape, Is.EqualTo(new long[] { 1, 2 }));
        Assert.That(Values.Of(epistemic), Has.All.EqualTo(expected).Within(1e-12));
    }

    [Test]
    public void Evaluate_ProbabilitiesAreSaid_NotGuessed()
    {
        using Tensor inputs = zeros(1, 1);
        double[] values = [0.9, 0.1, 0.7, 0.3];
        using ClassificationEvaluation asProbabilities = UncertaintyEvaluation.ForClassification(new FixedPosterior(values, 2, 1, 2), new ProbabilityOutput(2));
        using ClassificationEvaluation asLogits = UncertaintyEvaluation.ForClassification(new FixedPosterior(values, 2, 1, 2), 2);
        using ClassificationUncertainty kept = asProbabilities.Evaluate(inputs);
        using ClassificationUncertainty softmax = asLogits.Evaluate(inputs);
        Assert.That(Values.Of(kept.Prediction), Is.EqualTo(new[] { 0.8, 0.2 }).Within(1e-12));
        Assert.That(Values.Of(softmax.Prediction)[0], Is.LessThan(0.75));
        using ClassificationEvaluation wrong = UncertaintyEvaluation.ForClassification(new FixedPosterior([2, 1, 2, 1], 2, 1, 2), new ProbabilityOutput(2));
        Assert.That(() => wrong.Evaluate(inputs), Throws.ArgumentException.With.Message.Contains("probabilities"));
    }

    [Test]
    public void Evaluate_Network_GivesShapesAndBounds()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        using ClassificationEvaluation evaluation = UncertaintyEvaluation.ForClassification(network, Networks.Classes, options: Few);
        using Tensor inputs = Networks.Inputs(1, 6, Networks.Features);
        using ClassificationUncertainty result = evaluation.Evaluate(inputs);
        Assert.That(result.Prediction.shape, Is.EqualTo(new long[] { 6, 3 }));
        Assert.That(result.Total.shape, Is.EqualTo(new long[] { 6 }));
        Assert.That(Values.Of(result.NormalisedTotal), Has.All.InRange(0, 1));
        Assert.That(Values.Of(result.Epistemic), Has.All.GreaterThan(0));
    }

    [Test]
    public void Evaluate_InputAlone_IsAsInTheBatch()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp(batchNorm: true);
        using Tensor inputs = Networks.Inputs(1, 6, Networks.Features);
        using ClassificationEvaluation evaluation =
            UncertaintyEvaluation.ForClassification(network, Networks.Classes, Training(inputs), Few);
        using ClassificationUncertainty whole = evaluation.Evaluate(inputs);
        using Tensor aleatoric = evaluation.EvaluateAleatoric(inputs);
        double[] epistemic = Values.Of(whole.Epistemic);
        double[] noise = Values.Of(aleatoric);
        for (int n = 0; n < 6; n++)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor one = inputs.narrow(0, n, 1);
            using ClassificationUncertainty alone = evaluation.Evaluate(one);
            Assert.That(Values.Of(alone.Epistemic).Single(), Is.EqualTo(epistemic[n]).Within(1e-6));
            Assert.That(Values.Of(evaluation.EvaluateAleatoric(one)).Single(), Is.EqualTo(noise[n]).Within(1e-6));
        }
    }

    [Test]
    public void ForClassification_NetworkIsUnchanged()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp(batchNorm: true);
        using Tensor inputs = Networks.Inputs(1, 20, Networks.Features);
        network.train();
        double[][] before = [.. network.parameters().Select(Values.Of), .. network.buffers().Select(Values.Of)];
        manual_seed(1);
        double[] random = Values.Of(rand(3));
        manual_seed(1);
        using ClassificationEvaluation evaluation =
            UncertaintyEvaluation.ForClassification(network, Networks.Classes, Training(inputs), Few);
        evaluation.Evaluate(inputs).Dispose();
        evaluation.EvaluateAleatoric(inputs).Dispose();
        double[][] after = [.. network.parameters().Select(Values.Of), .. network.buffers().Select(Values.Of)];
        Assert.That(after, Is.EqualTo(before));
        Assert.That(network.training, Is.True);
        Assert.That(network.parameters().All(parameter => parameter.requires_grad), Is.True);
        Assert.That(Values.Of(rand(3)), Is.EqualTo(random));
    }

    [Test]
    public void ForClassification_SameSeed_SameHead()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        using Tensor inputs = Networks.Inputs(1, 20, Networks.Features);
        double[] Noise()
        {
            using ClassificationEvaluation evaluation =
                UncertaintyEvaluation.ForClassification(network, Networks.Classes, Training(inputs), Few);
            using Tensor aleatoric = evaluation.EvaluateAleatoric(inputs);
            return Values.Of(aleatoric);
        }

        double[] first = Noise();
        Assert.That(Noise(), Is.EqualTo(first));
    }

    [Test]
    public void Evaluation_LeaksNothing()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        using Tensor inputs = Networks.Inputs(1, 20, Networks.Features);
        (Tensor, Tensor)[] training = [.. Training(inputs)];
        Leaks.AssertNone(() =>
        {
            using ClassificationEvaluation evaluation =
                UncertaintyEvaluation.ForClassification(network, Networks.Classes, training, Few);
            using ClassificationUncertainty result = evaluation.Evaluate(inputs);
            using Tensor epistemic = evaluation.EvaluateEpistemic(inputs);
            using Tensor aleatoric = evaluation.EvaluateAleatoric(inputs);
        });
        training[0].Item2.Dispose();
    }

    [Test]
    public void Fit_ReportsEveryBatch()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        using Tensor inputs = Networks.Inputs(1, 20, Networks.Features);
        Recorder recorder = new();
        using ClassificationEvaluation evaluation =
            UncertaintyEvaluation.ForClassification(network, Networks.Classes, Training(inputs), Few, recorder);
        Assert.That(recorder.Seen.Select(step => (step.Epoch, step.Batch)), Is.EqualTo(new[] { (1, 1), (2, 1) }));
        Assert.That(recorder.Seen.Select(step => step.Loss), Has.All.GreaterThan(0));
    }

    [Test]
    public void ForClassification_BadTraining_ThrowsWithName()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        using Tensor inputs = Networks.Inputs(1, 2, Networks.Features);
        using Tensor tooHigh = tensor(new long[] { 0, 3 });
        using Tensor tooFew = tensor(new long[] { 0 });
        Assert.That(
            () => UncertaintyEvaluation.ForClassification(network, 3, [], Few),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("training"));
        foreach (Tensor labels in new[] { tooHigh, tooFew })
        {
            Assert.That(
                () => UncertaintyEvaluation.ForClassification(network, 3, [(inputs, labels)], Few),
                Throws.ArgumentException.With.Property("ParamName").EqualTo("labels"));
        }

        Assert.That(
            () => UncertaintyEvaluation.ForClassification(network, 1),
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("classes"));
    }

    [Test]
    public void EvaluateAleatoric_NoTrainingData_SaysWhatToDo()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        using ClassificationEvaluation evaluation = UncertaintyEvaluation.ForClassification(network, 3, options: Few);
        using Tensor inputs = Networks.Inputs(1, 2, Networks.Features);
        Assert.That(() => evaluation.EvaluateAleatoric(inputs), Throws.InvalidOperationException.With.Message.Contains("training data"));
    }

    [Test]
    public void Evaluate_OtherNumberOfClasses_Throws()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        using ClassificationEvaluation evaluation = UncertaintyEvaluation.ForClassification(network, 4, options: Few);
        using Tensor inputs = Networks.Inputs(1, 2, Networks.Features);
        Assert.That(() => evaluation.Evaluate(inputs), Throws.InvalidOperationException.With.Message.Contains("C = 4; got C = 3"));
    }

    private static IEnumerable<(Tensor Inputs, Tensor Labels)> Training(Tensor inputs)
    {
        using Tensor labels = arange(0, inputs.shape[0]).remainder(Networks.Classes);
        return [(inputs, labels.to_type(ScalarType.Int64))];
    }

    private sealed class Recorder : IProgress<HeadProgress>
    {
        public List<HeadProgress> Seen { get; } = [];

        public void Report(HeadProgress value) => Seen.Add(value);
    }
}
