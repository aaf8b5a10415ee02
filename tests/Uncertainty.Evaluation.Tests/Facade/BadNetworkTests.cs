using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Facade;

/// <summary>Networks and data that go wrong: the error names the cause, and nothing is left behind or changed.</summary>
[TestFixture]
internal sealed class BadNetworkTests
{
    private static readonly UncertaintyEvaluationOptions Few = new()
    {
        Draws = 4,
        Head = new AleatoricHeadOptions { Epochs = 2, NoiseDraws = 5 },
    };

    [Test]
    public void Evaluate_NetworkThatGivesNotANumber_SaysSo()
    {
        using Tensor inputs = zeros(1, 1);
        double[] values = [1, double.NaN, 1, 2];
        using ClassificationEvaluation classes = UncertaintyEvaluation.ForClassification(new FixedPosterior(values, 2, 1, 2), 2);
        using RegressionEvaluation means = UncertaintyEvaluation.ForRegression(new FixedPosterior(values, 2, 1, 2));
        Assert.That(() => classes.Evaluate(inputs), Throws.InvalidOperationException.With.Message.Contains("network gave outputs"));
        Assert.That(() => classes.EvaluateEpistemic(inputs), Throws.InvalidOperationException.With.Message.Contains("1 of 4"));
        Assert.That(() => means.EvaluateEpistemic(inputs), Throws.InvalidOperationException.With.Message.Contains("1 of 4"));
    }

    [Test]
    public void EvaluateEpistemic_LogitsCalledProbabilities_Throws()
    {
        using Tensor inputs = zeros(1, 1);
        using ClassificationEvaluation wrong = UncertaintyEvaluation.ForClassification(new FixedPosterior([2, 1, 2, 1], 2, 1, 2), new ProbabilityOutput(2));
        Assert.That(() => wrong.EvaluateEpistemic(inputs), Throws.ArgumentException.With.Message.Contains("probabilities"));
    }

    [Test]
    public void Fit_NetworkWithBrokenWeights_BlamesTheNetwork()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        using Tensor inputs = Networks.Inputs(1, 5, Networks.Features);
        using Tensor labels = zeros(5, dtype: ScalarType.Int64);
        using (no_grad())
        {
            network.parameters().First().fill_(double.NaN);
        }

        Assert.That(
            () => ClassificationHead.Fit(network, [(inputs, labels)]),
            Throws.InvalidOperationException.With.Message.Contains("network gave outputs"));
    }

    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    public void ForRegression_TargetsNotFinite_ThrowsWithName(double bad)
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        using Tensor inputs = Networks.Inputs(1, 5, Networks.Features);
        using Tensor targets = full([5, 3], bad);
        Assert.That(
            () => UncertaintyEvaluation.ForRegression(network, [(inputs, targets)], Few),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("targets"));
    }

    /// <summary>Cancelled after the first batch and stopped by bad labels in the second: neither leaves a tensor or a mode behind.</summary>
    [Test]
    public void Fit_EndsInTheMiddle_LeavesNothing()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        network.train();
        using Tensor inputs = Networks.Inputs(1, 5, Networks.Features);
        using Tensor labels = zeros(5, dtype: ScalarType.Int64);
        using Tensor wrong = full([5], 7, dtype: ScalarType.Int64);
        Leaks.AssertNone(() =>
        {
            using CancellationTokenSource source = new();
            Canceller canceller = new(source);
            Assert.That(
                () => ClassificationHead.Fit(network, [(inputs, labels)], Few.Head, canceller, source.Token),
                Throws.InstanceOf<OperationCanceledException>());
            Assert.That(
                () => ClassificationHead.Fit(network, [(inputs, labels), (inputs, wrong)], Few.Head), Throws.ArgumentException);
        });
        Assert.That(network.training, Is.True);
        Assert.That(is_grad_enabled(), Is.True);
    }

    [Test]
    public void Head_NetworkThatDisposesItsInput_LeavesTheCallers()
    {
        using ClosesItsInput network = new();
        using Tensor inputs = Networks.Inputs(1, 5, Networks.Features);
        using Tensor targets = zeros(5, 3);
        using RegressionHead head = RegressionHead.Fit(network, [(inputs, targets)], options: Few.Head);
        using Tensor variance = head.Variance(inputs);
        Assert.That(variance.shape, Is.EqualTo(new long[] { 5, 3 }));
        Assert.That(inputs.IsInvalid, Is.False);
    }

    /// <summary>At inputs a million times larger than those trained on, e^s overflows in single precision.</summary>
    [Test]
    public void EvaluateAleatoric_FarFromTheTrainingData_IsFinite()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        using Tensor inputs = Networks.Inputs(1, 20, Networks.Features);
        using Tensor labels = arange(0, 20).remainder(3).to_type(ScalarType.Int64);
        using ClassificationHead head = ClassificationHead.Fit(network, [(inputs, labels)], Few.Head! with { Epochs = 20 });
        using Tensor far = inputs * 2000;
        using Tensor variance = head.LogitVariance(far);
        Assert.That(Values.Of(variance).Max(), Is.GreaterThan(float.MaxValue), "the case must overflow in single precision");
        using Tensor entropy = head.Entropy(far);
        Assert.That(Values.Of(entropy), Has.All.InRange(0, Math.Log(3) + 1e-6));
    }

    [Test]
    public void Evaluate_OneInputTwoClassesDouble_HasItsTypeAndBounds()
    {
        using nn.Module<Tensor, Tensor> network = nn.Sequential(
            ("drop", nn.Dropout(0.5)), ("fc", nn.Linear(4, 2, dtype: ScalarType.Float64)));
        using Tensor inputs = ones(1, 4, dtype: ScalarType.Float64);
        using Tensor labels = ones(1, dtype: ScalarType.Int64);
        using ClassificationEvaluation evaluation = UncertaintyEvaluation.ForClassification(network, 2, [(inputs, labels)], Few);
        using ClassificationUncertainty result = evaluation.Evaluate(inputs);
        using Tensor noise = evaluation.EvaluateAleatoric(inputs);
        Assert.That((result.Total.dtype, noise.dtype), Is.EqualTo((ScalarType.Float64, ScalarType.Float64)));
        Assert.That(Values.Of(result.NormalisedTotal).Concat(Values.Of(noise)), Has.All.InRange(0, 1));
    }

    [Test]
    public void Dispose_Twice_IsNoError()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        using Tensor inputs = Networks.Inputs(1, 5, Networks.Features);
        using Tensor targets = zeros(5, 3);
        RegressionEvaluation evaluation = UncertaintyEvaluation.ForRegression(network, [(inputs, targets)], Few);
        evaluation.Dispose();
        Assert.That(evaluation.Dispose, Throws.Nothing);
    }

    private sealed class Canceller(CancellationTokenSource source) : IProgress<HeadProgress>
    {
        public void Report(HeadProgress value) => source.Cancel();
    }

    private sealed class ClosesItsInput : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> _fc = nn.Linear(Networks.Features, 3);

        public ClosesItsInput()
            : base(nameof(ClosesItsInput))
        {
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            using (input)
            {
                return _fc.call(input);
            }
        }
    }
}
