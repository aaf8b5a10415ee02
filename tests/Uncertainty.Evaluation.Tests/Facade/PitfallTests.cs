using TorchSharp;
using TorchSharp.Modules;
using Uncertainty.Bnn;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Facade;

/// <summary>
/// Mistakes that a well-known Bayesian toolbox makes, one test for each that concerns what exists here: draws and rate out of the
/// user's hands, a retrained model, the variance of logits, an aleatoric loss that cannot learn, the square of a log-variance, one part
/// without the others, scaling by the batch. Its paths that are now a folder and now a file are met in <see cref="ModelFileTests"/>, its network left in
/// training mode with other BatchNorm statistics in <see cref="EvaluationContractTests"/>.
/// </summary>
[TestFixture]
internal sealed class PitfallTests
{
    [Test]
    public void DrawsRateSeedAndLayers_AreTheUsers()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        UncertaintyEvaluationOptions options = new()
        {
            Draws = 3,
            Seed = 5,
            Sampling = new McDropoutOptions { Rate = 0.1, Layers = ["5"] },
        };
        using ClassificationEvaluation evaluation = UncertaintyEvaluation.ForClassification(network, 3, options: options);
        Assert.That(evaluation.Posterior.Draws, Is.EqualTo(3));
        Assert.That(((McDropout)evaluation.Posterior).Layers, Is.EqualTo(new[] { "5" }));
    }

    /// <summary>All dropout layers are random, not one that is put after the first layer: the draws of a Sequential do differ.</summary>
    [Test]
    public void SequentialNetwork_HasDrawsThatDiffer()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Convolutional();
        using ClassificationEvaluation evaluation = UncertaintyEvaluation.ForClassification(network, 3);
        using Tensor images = Networks.Inputs(1, 4, 1, 8, 8);
        using ClassificationUncertainty result = evaluation.Evaluate(images);
        Assert.That(Values.Of(result.Epistemic), Has.All.GreaterThan(1e-6));
    }

    /// <summary>A constant added to all logits of a draw changes no probability, so it is no uncertainty.</summary>
    [Test]
    public void ConstantAddedToTheLogits_IsNoUncertainty()
    {
        using Tensor inputs = zeros(1, 1);
        using ClassificationEvaluation evaluation = UncertaintyEvaluation.ForClassification(new FixedPosterior([1, 2, 101, 102], 2, 1, 2), 2);
        using Tensor epistemic = evaluation.EvaluateEpistemic(inputs);
        using ClassificationUncertainty result = evaluation.Evaluate(inputs);
        Assert.That(Values.Of(epistemic), Has.All.EqualTo(0).Within(1e-12));
        Assert.That(Values.Of(result.Epistemic).Single(), Is.EqualTo(0).Within(1e-12));
    }

    /// <summary>Trained without noise, then shown labels of which 40 % are wrong where x₁ &gt; 0: the head finds where.</summary>
    [Test]
    public void ClassificationHead_FindsTheNoisyHalf()
    {
        manual_seed(1);
        using nn.Module<Tensor, Tensor> network = nn.Sequential(
            ("fc1", nn.Linear(2, 32)), ("act", nn.ReLU()), ("drop", nn.Dropout(0.1)), ("fc2", nn.Linear(32, 2)));
        using Tensor x = (rand(3000, 2) * 2) - 1;
        using Tensor clean = x.select(1, 0).gt(0).to_type(ScalarType.Int64);
        Train(network, x, clean);
        using Tensor noisyHalf = x.select(1, 1).gt(0);
        using Tensor wrong = rand(3000).lt(0.4).logical_and(noisyHalf).to_type(ScalarType.Int64);
        using Tensor labels = (clean + wrong).remainder(2);
        UncertaintyEvaluationOptions options = new() { Head = new AleatoricHeadOptions { Epochs = 150, LearningRate = 0.05 } };
        using ClassificationEvaluation evaluation = UncertaintyEvaluation.ForClassification(network, 2, [(x, labels)], options);

        using Tensor aleatoric = evaluation.EvaluateAleatoric(x);
        double[] noise = Values.Of(aleatoric);
        double[] isNoisy = Values.Of(noisyHalf.to_type(ScalarType.Float64));
        bool[] positive = [.. isNoisy.Select(value => value > 0)];

        // How well differs with the training, and that with the processor's arithmetic: of six seeds the worst had 0.76, their mean was 0.91.
        // A head that finds nothing has 0.5.
        Assert.That(RankingMetrics.Auroc(noise, positive), Is.GreaterThan(0.7));
    }

    /// <summary>A log-variance of -4 is little noise, one of 4 is much: its square would be the same.</summary>
    [Test]
    public void AleatoricOfARegression_RisesWithTheNoise()
    {
        using RegressionEvaluation evaluation =
            UncertaintyEvaluation.ForRegression(new FixedPosterior([0, -4, 0, 0, 0, 4], 1, 3, 2), new GaussianOutput(1));
        using Tensor inputs = zeros(3, 1);
        using Tensor noise = evaluation.EvaluateAleatoric(inputs);
        Assert.That(Values.Of(noise), Is.EqualTo(new[] { Math.Exp(-4), 1, Math.Exp(4) }).Within(1e-12));
    }

    /// <summary>One call has prediction, total and both parts, of either task, and the parts add up.</summary>
    [Test]
    public void OneCall_HasTheWholeDecomposition()
    {
        using Tensor inputs = zeros(1, 1);
        using UncertaintyEvaluation classes = UncertaintyEvaluation.ForClassification(new FixedPosterior([1, 2, 2, 1], 2, 1, 2), 2);
        using UncertaintyEvaluation means = UncertaintyEvaluation.ForRegression(new FixedPosterior([1, 0, 3, 1], 2, 1, 2), new GaussianOutput(1));
        foreach (UncertaintyEvaluation evaluation in new[] { classes, means })
        {
            using UncertaintyResult result = evaluation.Evaluate(inputs);
            using Tensor sum = result.Aleatoric + result.Epistemic;
            Assert.That(Values.Of(result.Epistemic), Has.All.GreaterThan(0));
            Assert.That(Values.Of(result.Total), Is.EqualTo(Values.Of(sum)).Within(1e-12));
        }
    }

    /// <summary>No scale comes from the batch: a batch of equal inputs has finite answers, those of the input alone.</summary>
    [Test]
    public void BatchOfEqualInputs_IsFiniteAndUnscaled()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        using ClassificationEvaluation evaluation = UncertaintyEvaluation.ForClassification(network, 3);
        using Tensor one = Networks.Inputs(1, 1, Networks.Features);
        using Tensor same = one.repeat(5, 1);
        using ClassificationUncertainty alone = evaluation.Evaluate(one);
        using ClassificationUncertainty batch = evaluation.Evaluate(same);
        double expected = Values.Of(alone.NormalisedEpistemic).Single();
        Assert.That(expected, Is.InRange(0, 1));
        Assert.That(Values.Of(batch.NormalisedEpistemic), Has.All.EqualTo(expected).Within(1e-6));
    }

    private static void Train(nn.Module<Tensor, Tensor> network, Tensor x, Tensor labels)
    {
        using Adam optimizer = optim.Adam(network.parameters(), 0.01);
        network.train();
        for (int step = 0; step < 200; step++)
        {
            using DisposeScope scope = NewDisposeScope();
            optimizer.zero_grad();
            nn.functional.cross_entropy(network.call(x), labels).backward();
            optimizer.step();
        }

        network.eval();
    }
}
