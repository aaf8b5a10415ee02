using TorchSharp;
using TorchSharp.Modules;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Facade;

[TestFixture]
internal sealed class RegressionEvaluationTests
{
    private static readonly UncertaintyEvaluationOptions Few = new() { Draws = 8 };

    [Test]
    public void EvaluateEpistemic_IsThePopulationVariance()
    {
        using RegressionEvaluation evaluation = UncertaintyEvaluation.ForRegression(new FixedPosterior([1, 3, 5], 3, 1, 1));
        using Tensor inputs = zeros(1, 1);
        using Tensor epistemic = evaluation.EvaluateEpistemic(inputs);
        Assert.That(Values.Of(epistemic).Single(), Is.EqualTo(8.0 / 3).Within(1e-12));
    }

    [Test]
    public void Evaluate_WithoutHead_ThrowsInsteadOfNoNoise()
    {
        using RegressionEvaluation evaluation = UncertaintyEvaluation.ForRegression(new FixedPosterior([1, 3], 2, 1, 1));
        using Tensor inputs = zeros(1, 1);
        Assert.That(() => evaluation.Evaluate(inputs), Throws.InvalidOperationException);
        Assert.That(() => evaluation.EvaluateAleatoric(inputs), Throws.InvalidOperationException);
    }

    /// <summary>Noise whose spread grows with x: what the head reports must rise with it, in the target's own unit.</summary>
    [Test]
    public void EvaluateAleatoric_NoiseThatGrows_IsFound()
    {
        manual_seed(1);
        using nn.Module<Tensor, Tensor> network = nn.Sequential(
            ("fc1", nn.Linear(1, 64)), ("act", nn.ReLU()), ("drop", nn.Dropout(0.05)), ("fc2", nn.Linear(64, 1)));
        using Tensor x = rand(2000, 1);
        using Tensor spread = 0.05 + (x * 0.5);
        using Tensor y = (x * 2) + (spread * randn(2000, 1));
        Train(network, x, y);
        UncertaintyEvaluationOptions options = Few with { Head = new AleatoricHeadOptions { Epochs = 300, LearningRate = 0.02 } };
        using RegressionEvaluation evaluation = UncertaintyEvaluation.ForRegression(network, [(x, y)], options);

        using Tensor grid = linspace(0.05, 0.95, 10).unsqueeze(1);
        using Tensor aleatoric = evaluation.EvaluateAleatoric(grid);
        double[] deviation = [.. Values.Of(aleatoric).Select(Math.Sqrt)];
        double[] truth = [.. Values.Of(grid).Select(value => 0.05 + (0.5 * value))];
        Assert.That(deviation, Is.Ordered);
        for (int i = 0; i < truth.Length; i++)
        {
            Assert.That(deviation[i], Is.EqualTo(truth[i]).Within(0.35 * truth[i]), $"at {i}");
        }

        using RegressionUncertainty result = evaluation.Evaluate(grid);
        double[] sum = [.. Values.Of(result.Aleatoric).Zip(Values.Of(result.Epistemic), (a, e) => a + e)];
        Assert.That(Values.Of(result.Total), Is.EqualTo(sum).Within(1e-6));
        Assert.That(Values.Of(result.Aleatoric), Is.EqualTo(Values.Of(aleatoric)).Within(1e-6));
    }

    [Test]
    public void ForRegression_TargetsOfOneDimension_ThrowsWithShapes()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        using Tensor inputs = Networks.Inputs(1, 5, Networks.Features);
        using Tensor targets = zeros(5);
        Assert.That(
            () => UncertaintyEvaluation.ForRegression(network, [(inputs, targets)], Few),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("targets").And.Message.Contains("[5, 3]; got [5]"));
    }

    [Test]
    public void ForRegression_LossNotFinite_SaysSoAndKeepsTheNetwork()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        using Tensor inputs = Networks.Inputs(1, 5, Networks.Features);
        using Tensor targets = zeros(5, 3);
        UncertaintyEvaluationOptions wild = Few with { Head = Few.Head! with { LearningRate = 1e4 } };
        double[][] before = [.. network.parameters().Select(Values.Of)];
        Assert.That(
            () => UncertaintyEvaluation.ForRegression(network, [(inputs, targets)], wild),
            Throws.InvalidOperationException.With.Message.Contains("diverged"));
        Assert.That(network.parameters().Select(Values.Of), Is.EqualTo(before));
    }

    [Test]
    public void Evaluation_LeaksNothing()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        using Tensor inputs = Networks.Inputs(1, 20, Networks.Features);
        using Tensor targets = Networks.Inputs(2, 20, Networks.Classes);
        Leaks.AssertNone(() =>
        {
            using RegressionEvaluation evaluation = UncertaintyEvaluation.ForRegression(network, [(inputs, targets)], Few);
            using RegressionUncertainty result = evaluation.Evaluate(inputs);
            using Tensor epistemic = evaluation.EvaluateEpistemic(inputs);
            using Tensor aleatoric = evaluation.EvaluateAleatoric(inputs);
        });
    }

    private static void Train(nn.Module<Tensor, Tensor> network, Tensor x, Tensor y)
    {
        using Adam optimizer = optim.Adam(network.parameters(), 0.01);
        network.train();
        for (int step = 0; step < 300; step++)
        {
            using DisposeScope scope = NewDisposeScope();
            optimizer.zero_grad();
            nn.functional.mse_loss(network.call(x), y).backward();
            optimizer.step();
        }

        network.eval();
    }
}
