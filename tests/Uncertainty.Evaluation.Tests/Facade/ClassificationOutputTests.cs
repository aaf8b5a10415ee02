using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Facade;

/// <summary>Classifiers of every kind, against loops in double over their kept draws.</summary>
[TestFixture]
internal sealed class ClassificationOutputTests
{
    private const int Inputs = 6;
    private const int Classes = 3;

    private delegate (double[] Probabilities, double Aleatoric) Reader(double[] raw);

    private static IEnumerable<TestCaseData> Outputs()
    {
        yield return new TestCaseData(new SoftmaxOutput(Classes), (Reader)Softmax).SetArgDisplayNames("softmax");
        yield return new TestCaseData(new EvidentialClassificationOutput(Classes), (Reader)Evidential).SetArgDisplayNames("evidential");
    }

    [TestCaseSource(nameof(Outputs))]
    public void McDropout_EqualsTheLoop(ClassificationOutput output, Delegate read)
    {
        using nn.Module<Tensor, Tensor> network = OutputNetworks.Mlp(output.Columns, type: ScalarType.Float64);
        using ClassificationEvaluation evaluation =
            UncertaintyEvaluation.ForClassification(network, output, options: new UncertaintyEvaluationOptions { Draws = 7, Seed = 3 });
        AssertLoop(evaluation, new McDropout(network, new McDropoutOptions { Draws = 7, Seed = 3 }), output, (Reader)read);
    }

    [TestCaseSource(nameof(Outputs))]
    public void DeepEnsemble_EqualsTheLoop(ClassificationOutput output, Delegate read)
    {
        using nn.Module<Tensor, Tensor> first = OutputNetworks.Mlp(output.Columns, 1, ScalarType.Float64);
        using nn.Module<Tensor, Tensor> second = OutputNetworks.Mlp(output.Columns, 2, ScalarType.Float64);
        using DeepEnsemble ensemble = new([first, second], new DeepEnsembleOptions { BatchSize = 4 });
        using ClassificationEvaluation evaluation = UncertaintyEvaluation.ForClassification(ensemble, output);
        AssertLoop(evaluation, ensemble, output, (Reader)read);
    }

    [TestCaseSource(nameof(Outputs))]
    public void SingleNetwork_EqualsTheLoop(ClassificationOutput output, Delegate read)
    {
        using nn.Module<Tensor, Tensor> network = OutputNetworks.Mlp(output.Columns, type: ScalarType.Float64);
        using ClassificationEvaluation evaluation = UncertaintyEvaluation.ForClassification(
            network, output, options: new UncertaintyEvaluationOptions { Method = UncertaintyMethod.SingleNetwork });
        AssertLoop(evaluation, new SingleNetwork(network), output, (Reader)read);
    }

    /// <summary>An evidential network alone has an epistemic part; a softmax alone has none.</summary>
    [Test]
    public void SingleNetwork_Evidential_KnowsWhatItDoesNotKnow()
    {
        using nn.Module<Tensor, Tensor> network = OutputNetworks.Mlp(Classes);
        using Tensor inputs = Networks.Inputs(9, Inputs, OutputNetworks.Features);
        using ClassificationEvaluation evidential =
            UncertaintyEvaluation.ForClassification(new SingleNetwork(network), new EvidentialClassificationOutput(Classes));
        using ClassificationEvaluation softmax = UncertaintyEvaluation.ForClassification(new SingleNetwork(network), Classes);
        using ClassificationUncertainty knows = evidential.Evaluate(inputs);
        using ClassificationUncertainty doesNot = softmax.Evaluate(inputs);
        Assert.That(Values.Of(knows.Epistemic), Has.All.GreaterThan(0.01));
        Assert.That(Values.Of(doesNot.Epistemic), Has.All.Zero);
        Assert.That(() => softmax.EvaluateEpistemic(inputs), Throws.InvalidOperationException.With.Message.Contains("one draw"));
    }

    /// <summary>Beside the decomposition stands what the head has learnt; it is the head's own answer.</summary>
    [Test]
    public void Evaluate_WithHead_HasItsEntropy()
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> network = OutputNetworks.Mlp(Classes);
        Tensor inputs = Networks.Inputs(9, Inputs, OutputNetworks.Features);
        Tensor labels = arange(0, Inputs).remainder(Classes).to_type(ScalarType.Int64);
        UncertaintyEvaluationOptions options = new() { Draws = 4, Head = new AleatoricHeadOptions { Epochs = 2, NoiseDraws = 5 } };
        using ClassificationEvaluation evaluation = UncertaintyEvaluation.ForClassification(network, Classes, [(inputs, labels)], options);
        using ClassificationUncertainty result = evaluation.Evaluate(inputs);
        Assert.That(evaluation.HasHead, Is.True);
        Assert.That(Values.Of(result.LearnedAleatoric!), Is.EqualTo(Values.Of(evaluation.EvaluateAleatoric(inputs))));
        Assert.That(result[2].LearnedAleatoric, Is.EqualTo(Values.Of(result.LearnedAleatoric!)[2]));
        Assert.That(Values.Of(result.Aleatoric + result.Epistemic), Is.EqualTo(Values.Of(result.Total)).Within(1e-6));
    }

    private static void AssertLoop(ClassificationEvaluation evaluation, IPosteriorPredictive posterior, ClassificationOutput output, Reader read)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor inputs = Networks.Inputs(9, Inputs, OutputNetworks.Features).to_type(ScalarType.Float64);
        using PredictiveSamples samples = posterior.Sample(inputs);
        double[][] raw = [.. Values.Of(samples.Values).Chunk(output.Columns)];
        using ClassificationUncertainty result = evaluation.Evaluate(inputs);
        for (int n = 0; n < Inputs; n++)
        {
            (double[] Probabilities, double Aleatoric)[] draws =
                [.. Enumerable.Range(0, samples.Draws).Select(s => read(raw[(s * Inputs) + n]))];
            double[] mean = [.. Enumerable.Range(0, Classes).Select(c => draws.Average(draw => draw.Probabilities[c]))];
            double[] variance =
                [.. Enumerable.Range(0, Classes).Select(c => draws.Average(draw => Math.Pow(draw.Probabilities[c] - mean[c], 2)))];
            double aleatoric = draws.Average(draw => draw.Aleatoric);
            ClassificationAnswer answer = result[n];
            Assert.That(answer.Probabilities, Is.EqualTo(mean).Within(1e-10));
            Assert.That(answer.PredictedClass, Is.EqualTo(Array.IndexOf(mean, mean.Max())));
            Assert.That(answer.Total, Is.EqualTo(Entropy(mean)).Within(1e-10));
            Assert.That(answer.Aleatoric, Is.EqualTo(aleatoric).Within(1e-9));
            Assert.That(answer.Epistemic, Is.EqualTo(Entropy(mean) - aleatoric).Within(1e-9));
            Assert.That(answer.NormalisedEpistemic, Is.EqualTo((Entropy(mean) - aleatoric) / Math.Log(Classes)).Within(1e-9));
            Assert.That(answer.ClassVariance, Is.EqualTo(variance).Within(1e-10));
        }

        if (output is not SoftmaxOutput)
        {
            Assert.That(Values.Of(evaluation.EvaluateAleatoric(inputs)), Is.EqualTo(Values.Of(result.Aleatoric)));
        }

        if (samples.Draws > 1)
        {
            Assert.That(Values.Of(evaluation.EvaluateEpistemic(inputs)), Is.EqualTo(Values.Of(result.ClassVariance)).Within(1e-12));
        }
    }

    private static (double[] Probabilities, double Aleatoric) Softmax(double[] raw)
    {
        double sum = raw.Sum(Math.Exp);
        double[] p = [.. raw.Select(logit => Math.Exp(logit) / sum)];
        return (p, Entropy(p));
    }

    /// <summary>Concentrations softplus + 1; the expected entropy of a Dirichlet, Σ p_c (ψ(α₀ + 1) - ψ(α_c + 1)).</summary>
    private static (double[] Probabilities, double Aleatoric) Evidential(double[] raw)
    {
        double[] alpha = [.. raw.Select(value => Math.Log(1 + Math.Exp(value)) + 1)];
        double total = alpha.Sum();
        double entropy = alpha.Sum(a => a / total * (MathNet.Numerics.SpecialFunctions.DiGamma(total + 1) - MathNet.Numerics.SpecialFunctions.DiGamma(a + 1)));
        return ([.. alpha.Select(a => a / total)], entropy);
    }

    private static double Entropy(double[] p) => -p.Where(value => value > 0).Sum(value => value * Math.Log(value));
}
