using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Testing;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Uncertainty.Evaluation.Tests.Docs;

/// <summary>The code of README.md and docs/, as it stands there.</summary>
[TestFixture]
internal sealed class SnippetTests
{
    [Test]
    public void Readme()
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        Tensor images = Networks.Inputs(1, 12, Networks.Features);
        Tensor labels = arange(0, 12).remainder(Networks.Classes).to_type(ScalarType.Int64);
        (Tensor, Tensor)[] batches = [(images, labels)];

        // network: trained, with dropout, from [N, …] inputs to [N, C] logits. batches: (inputs, labels) that it was trained on.
        using ClassificationEvaluation evaluation = UncertaintyEvaluation.ForClassification(network, classes: 3, batches);
        using ClassificationUncertainty result = evaluation.Evaluate(images);

        Tensor probabilities = result.Prediction;      // [N, C] mean over the draws
        Tensor total = result.NormalisedTotal;         // [N] in [0, 1]: how unsure
        Tensor model = result.NormalisedEpistemic;     // [N] the model's part: more training data like this would help
        Tensor data = result.NormalisedAleatoric;      // [N] the data's part: nothing would

        Tensor perClass = evaluation.EvaluateEpistemic(images);   // [N, C] variance of each class's probability
        Tensor noise = evaluation.EvaluateAleatoric(images);      // [N] nats, by a head trained for label noise

        ClassificationAnswer worst = result.MaxBy(answer => answer.Total)!;   // the same of one input, as plain numbers

        Assert.That(worst.Total, Is.EqualTo(Values.Of(result.Total).Max()));
        Assert.That(probabilities.shape, Is.EqualTo(perClass.shape));
        Assert.That(Values.Of(model + data), Is.EqualTo(Values.Of(total)).Within(1e-6));
        Assert.That(noise.shape, Is.EqualTo(new long[] { 12 }));
    }

    [Test]
    public void McDropoutPage()
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        Tensor inputs = Networks.Inputs(1, 5, Networks.Features);
        List<long> votes = [];
        {
            UncertaintyEvaluationOptions options = new() { Draws = 20, Seed = 1 };
            using ClassificationEvaluation evaluation = UncertaintyEvaluation.ForClassification(network, classes: 3, options: options);
            using ClassificationUncertainty result = evaluation.Evaluate(inputs);
            Tensor model = result.Epistemic;           // [N] nats: the model's doubt
            Tensor data = result.Aleatoric;            // [N] nats: the data's
            Tensor share = result.NormalisedTotal;     // [N] in [0, 1]
            Assert.That(Values.Of((model + data) / Math.Log(3)), Is.EqualTo(Values.Of(share)).Within(1e-6));
        }

        McDropout posterior = new(network, new McDropoutOptions { Draws = 20 });
        using PredictiveSamples samples = posterior.Sample(inputs);
        Tensor logits = samples.Values;            // [S, N, C], as the network gives them
        Assert.That(logits.shape, Is.EqualTo(new long[] { 20, 5, 3 }));

        using PredictiveMoments moments = posterior.SoftmaxMoments(inputs);
        Tensor mean = moments.Mean;                // [N, C] probabilities, without any [S, N, C] in memory
        using ClassificationUncertainty folded = ClassificationUncertainty.FromMoments(moments);
        using PredictiveSamples softmax = samples.Softmax();
        using ClassificationUncertainty kept = ClassificationUncertainty.FromProbabilities(softmax);
        Assert.That(Values.Of(folded.Epistemic), Is.EqualTo(Values.Of(kept.Epistemic)).Within(1e-6));
        Assert.That(Values.Of(mean), Is.EqualTo(Values.Of(kept.Prediction)).Within(1e-6));

        posterior.Visit(inputs, (draw, first, outputs) => votes.Add(outputs.argmax(1).sum().item<long>()));
        Assert.That(votes, Has.Count.EqualTo(20));

        string how = posterior.Explain();          // a line for each layer: once a batch or each draw, and without which units
        Assert.That(DocumentationBlock.ReadPage("methods/mc-dropout.md"), Does.Contain($"```\n{how}\n```"));

        using nn.Module<Tensor, Tensor> plain = nn.Sequential(nn.Linear(Networks.Features, 8), nn.ReLU(), nn.Linear(8, 3));
        using DropoutInsertion insertion = DropoutInsertion.Before(plain, rate: 0.1);
        McDropout inserted = new(insertion, new McDropoutOptions { Draws = 20 });
        Assert.That(inserted.Layers, Has.Count.EqualTo(2));

        using SplitNetwork split = new();
        McDropout cut = new(split);
        Assert.That(cut.Explain(), Does.Contain("once a batch"));
    }

    [Test]
    public void McBatchNormPage()
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> network = Networks.Mlp(batchNorm: true);
        Tensor inputs = Networks.Inputs(1, 5, Networks.Features);
        IEnumerable<Tensor> trainingBatches = Enumerable.Range(0, 8).Select(i => Networks.Inputs(i, 16, Networks.Features));

        string path = Path.GetTempFileName();
        try
        {
            using McBatchNorm posterior = McBatchNorm.Fit(network, trainingBatches, new McBatchNormOptions { Draws = 8 });
            using PredictiveMoments moments = posterior.SoftmaxMoments(inputs);
            using ClassificationUncertainty result = ClassificationUncertainty.FromMoments(moments);

            posterior.Save(path);
            using McBatchNorm loaded = McBatchNorm.Load(path, network);

            Assert.That(Values.Of(result.Epistemic), Has.All.GreaterThan(0));
            Assert.That(loaded.Draws, Is.EqualTo(8));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Test]
    public void MetricsPage()
    {
        double[] probabilities = [0.9, 0.1, 0.6, 0.4, 0.3, 0.7, 0.8, 0.2];   // [N, C], row after row
        long[] labels = [0, 1, 1, 0];
        double accuracy = ClassificationMetrics.Accuracy(probabilities, classes: 2, labels);
        double ece = ReliabilityDiagram.FromProbabilities(probabilities, classes: 2, labels).ExpectedCalibrationError;

        double[] uncertainty = [0.1, 0.4, 0.3, 0.2];
        bool[] wrong = [false, true, false, false];
        double auroc = RankingMetrics.Auroc(uncertainty, wrong);             // do the errors have the higher uncertainty?

        double[] confidence = [.. uncertainty.Select(value => -value)];
        bool[] correct = [.. wrong.Select(value => !value)];
        RiskCoverageCurve curve = RiskCoverageCurve.FromConfidences(confidence, correct);
        double kept = curve.SelectiveAccuracy(0.75);                         // accuracy of the surest three quarters

        double[] means = [1.0, 2.0];
        double[] deviations = [0.5, 0.5];
        double[] targets = [1.2, 1.9];
        double crps = RegressionMetrics.GaussianCrps(means, deviations, targets);

        ClassificationSummary all = Metrics.All(probabilities, classes: 2, labels);
        Console.WriteLine($"{all.Accuracy:P1}, NLL {all.NegativeLogLikelihood:F3}, ECE {all.ExpectedCalibrationError:F3}");

        ClassificationAccumulator parts = new(classes: 2);
        parts.Update(probabilities, labels);                                  // once for each batch; memory stays as it is
        ClassificationSummary soFar = parts.Compute();

        BootstrapInterval interval = Bootstrap.Interval(probabilities, 2, labels, ClassificationMetrics.Accuracy);

        // By hand: three labels of four are hit; each input has a bin to itself, with gaps of 0.1, 0.6, 0.3 and 0.2.
        Assert.That(accuracy, Is.EqualTo(0.75).Within(1e-12));
        Assert.That(ece, Is.EqualTo(0.3).Within(1e-12));
        Assert.That(auroc, Is.EqualTo(1));
        Assert.That(kept, Is.EqualTo(1));
        Assert.That(crps, Is.EqualTo(0.1366).Within(1e-3));
        Assert.That(all.Accuracy, Is.EqualTo(accuracy));
        Assert.That(soFar.NegativeLogLikelihood, Is.EqualTo(all.NegativeLogLikelihood));
        Assert.That(interval.Lower, Is.LessThan(interval.Upper));
    }

    [Test]
    public void AleatoricHeadPage()
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        Tensor inputs = Networks.Inputs(1, 5, Networks.Features);
        (Tensor, Tensor)[] batches = [(inputs, zeros(5, 3))];
        UncertaintyEvaluationOptions options = new() { Draws = 4 };

        using RegressionEvaluation evaluation = UncertaintyEvaluation.ForRegression(network, batches, options);
        using RegressionUncertainty result = evaluation.Evaluate(inputs);
        Tensor mean = result.Prediction;           // [N, D]
        Tensor noise = result.Aleatoric;           // [N, D] variances
        Tensor deviation = result.StandardDeviation;

        Assert.That(mean.shape, Is.EqualTo(noise.shape));
        Assert.That(Values.Of(deviation), Has.All.GreaterThan(0));
    }

    private sealed class SplitNetwork : nn.Module<Tensor, Tensor>, ISplitNetwork
    {
        private readonly nn.Module<Tensor, Tensor> _fc1 = Linear(Networks.Features, 8);
        private readonly nn.Module<Tensor, Tensor> _drop = Dropout(0.5);
        private readonly nn.Module<Tensor, Tensor> _fc2 = Linear(8, 3);

        public SplitNetwork()
            : base(nameof(SplitNetwork))
        {
            RegisterComponents();
        }

        public Tensor Features(Tensor inputs) => functional.relu(_fc1.call(inputs));    // nothing random: once a batch

        public Tensor Head(Tensor features) => _fc2.call(_drop.call(features));         // once a draw

        public override Tensor forward(Tensor input) => Head(Features(input));
    }
}
