using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Evaluation;
using Uncertainty.Testing;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Uncertainty.Ood.Tests.Docs;

/// <summary>The code of docs/moving-here.md about torch-uncertainty, and about MindSpore's anomaly detection, as it stands there.</summary>
[TestFixture]
internal sealed class MovingSnippetTests
{
    [Test]
    public void MindSpore_VaeAnomalyDetection()
    {
        using DisposeScope outer = NewDisposeScope();
        manual_seed(1);
        Module<Tensor, Tensor> encoder = Sequential(Flatten(), Linear(16, 12), ReLU());
        Module<Tensor, Tensor> decoder = Sequential(Linear(4, 12), ReLU(), Linear(12, 16), Sigmoid());
        Tensor[] inliers = [Pictures(1), Pictures(2)];
        Tensor heldOut = Pictures(3);
        Tensor images = Pictures(4);

        VariationalAutoencoderOptions options = new() { Likelihood = new GaussianLikelihood() };    // a mean and a learnt scale: a sigmoid is right
        using VariationalAutoencoder vae = new(encoder, decoder, features: 12, latents: 4, options);
        vae.Train(inliers, new SviOptions { Epochs = 5 });                                         // train(train_dataset, epochs=5)
        ReconstructionDetector detector = new(AutoencoderReader.Of(vae));
        using Tensor calibration = detector.Score(heldOut);                                        // [n] of inliers that were not trained on
        OodThreshold threshold = OodThreshold.AtFalseAlarmRate(calibration.data<double>().ToArray(), rate: 0.05);
        using Tensor scores = detector.Score(images);                                              // [N], predict_outlier_score of one input each
        bool[] outliers = [.. scores.data<double>().ToArray().Select(threshold.Flags)];

        Assert.That(outliers, Has.Length.EqualTo(40));
        Assert.That(outliers.Count(outlier => outlier), Is.LessThan(20));
    }

    [Test]
    public void TorchUncertainty_Routine()
    {
        using ToyProblem toy = new();
        using DisposeScope outer = NewDisposeScope();
        Module<Tensor, Tensor> network = toy.Network;
        (Tensor Inputs, Tensor Labels)[] train = [.. toy.Batches];
        (Tensor Inputs, Tensor Labels)[] test = [.. toy.Batches];
        Tensor[] inliers = [toy.Inliers];
        Tensor[] outliers = [toy.Outliers];
        Tensor heldOutInputs = train[0].Inputs;
        Tensor heldOutLabels = (train[0].Labels + arange(train[0].Labels.shape[0]).lt(5).to_type(ScalarType.Int64)).remainder(3);

        using optim.Optimizer optimizer = optim.Adam(network.parameters(), 0.001);                 // optim_recipe
        network.train();
        foreach ((Tensor inputs, Tensor labels) in train)                                          // trainer.fit: one epoch
        {
            using DisposeScope scope = NewDisposeScope();
            optimizer.zero_grad();
            functional.cross_entropy(network.call(inputs), labels).backward();
            optimizer.step();
        }

        UncertaintyEvaluationOptions options = new() { Draws = 16 };                               // mc_dropout(…, num_estimators=16)
        using ClassificationEvaluation evaluation = UncertaintyEvaluation.ForClassification(network, classes: 3, options: options);
        ClassificationReport report = ClassificationReport.Evaluate(evaluation, test);             // trainer.test
        string page = report.ToMarkdown();
        OodBenchmarkResult ood = OodBenchmark.Run(                                                 // eval_ood
            inliers,
            [("OOD", outliers)],
            [
                ("msp", new PosteriorDetector(evaluation, PosteriorMeasure.VariationRatio)),
                ("entropy", new PosteriorDetector(evaluation, PosteriorMeasure.ExpectedEntropy)),
                ("mutual_information", new PosteriorDetector(evaluation, PosteriorMeasure.MutualInformation)),
            ]);
        double auroc = ood.Row("msp", "OOD").Numbers!.Auroc;

        network.eval();
        using Tensor logits = network.call(heldOutInputs).detach();
        double[] numbers = logits.to_type(ScalarType.Float64).data<double>().ToArray();
        TemperatureScaling scaler = TemperatureScaling.Fit(numbers, classes: 3, heldOutLabels.data<long>().ToArray());    // post_processing

        Assert.That(report.Summary.Accuracy, Is.GreaterThan(0.9));
        Assert.That(page, Does.Contain("16 draws"));
        Assert.That(auroc, Is.GreaterThan(0.9));
        Assert.That(scaler.Temperature, Is.GreaterThan(0));
    }

    private static Tensor Pictures(long seed)
    {
        using DisposeScope scope = NewDisposeScope();
        return (Networks.Inputs(seed, 40, 1, 4, 4) * 0.1 + 0.5).clamp(0, 1).MoveToOuterDisposeScope();
    }
}
