using Uncertainty.Bnn;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Facade;

/// <summary>What the options say of method, draws and seed is what is done; what does not fit is said before anything is fitted.</summary>
[TestFixture]
internal sealed class MethodTests
{
    private nn.Module<Tensor, Tensor> _network = null!;
    private Tensor _inputs = null!;
    private (Tensor, Tensor)[] _labelled = null!;
    private (Tensor, Tensor)[] _measured = null!;

    [SetUp]
    public void Open()
    {
        _network = OutputNetworks.Mlp(3);
        _inputs = Networks.Inputs(1, 7, OutputNetworks.Features);
        _labelled = [.. Enumerable.Range(2, 4).Select(i => (Networks.Inputs(i, 16, OutputNetworks.Features), Labels(i)))];
        _measured = [.. _labelled.Select((batch, i) => (batch.Item1.alias(), Networks.Inputs(20 + i, 16, 3)))];
    }

    [TearDown]
    public void Close()
    {
        _network.Dispose();
        _inputs.Dispose();
        foreach ((Tensor inputs, Tensor targets) in _labelled.Concat(_measured))
        {
            inputs.Dispose();
            targets.Dispose();
        }
    }

    [Test]
    public void McDropout_DrawsAndSeed_AreThoseOfTheOptions()
    {
        UncertaintyEvaluationOptions options = new() { Draws = 6, Seed = 4, Sampling = new McDropoutOptions { Rate = 0.2 } };
        using ClassificationEvaluation evaluation = UncertaintyEvaluation.ForClassification(_network, 3, options: options);
        AssertDraws(evaluation, new McDropout(_network, new McDropoutOptions { Draws = 6, Seed = 4, Rate = 0.2 }));
    }

    [Test]
    public void McBatchNorm_TakesItsStatisticsFromTheTrainingData()
    {
        UncertaintyEvaluationOptions options = new() { Method = UncertaintyMethod.McBatchNorm, Draws = 4, Head = null };
        using ClassificationEvaluation evaluation = UncertaintyEvaluation.ForClassification(_network, 3, _labelled, options);
        using McBatchNorm expected = McBatchNorm.Fit(_network, _labelled.Select(batch => batch.Item1), new McBatchNormOptions { Draws = 4 });
        AssertDraws(evaluation, expected);
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Laplace_IsFittedToTheTrainingData(bool classification)
    {
        UncertaintyEvaluationOptions options = new()
        {
            Method = UncertaintyMethod.Laplace,
            Draws = 5,
            Seed = 2,
            Head = null,
            Sampling = new LaplaceOptions { PriorPrecision = 3 },
        };
        LaplaceOptions own = new() { Draws = 5, Seed = 2, PriorPrecision = 3 };
        using UncertaintyEvaluation evaluation = classification
            ? UncertaintyEvaluation.ForClassification(_network, 3, _labelled, options)
            : UncertaintyEvaluation.ForRegression(_network, _measured, options);
        using LaplaceApproximation expected = classification
            ? ClassificationLaplace.Fit(_network, _labelled, own)
            : RegressionLaplace.Fit(_network, _measured, own);
        AssertDraws(evaluation, expected);
    }

    [Test]
    public void Draws_NotGiven_AreThoseOfTheMethod()
    {
        using ClassificationEvaluation dropout = UncertaintyEvaluation.ForClassification(_network, 3);
        using ClassificationEvaluation single = UncertaintyEvaluation.ForClassification(
            _network, 3, options: new UncertaintyEvaluationOptions { Method = UncertaintyMethod.SingleNetwork });
        Assert.That((dropout.Posterior.Draws, single.Posterior.Draws), Is.EqualTo((50, 1)));
    }

    [Test]
    public void Create_IsWhatTheTaskSays()
    {
        UncertaintyEvaluationOptions options = new() { Draws = 3, Head = new AleatoricHeadOptions { Epochs = 1 } };
        using UncertaintyEvaluation classes = UncertaintyEvaluation.Create(
            _network, options with { Task = UncertaintyTask.Classification, Classes = 3 }, _labelled);
        using UncertaintyEvaluation means = UncertaintyEvaluation.Create(_network, options with { Task = UncertaintyTask.Regression }, _measured);
        using UncertaintyResult probabilities = classes.Evaluate(_inputs);
        using UncertaintyResult variances = means.Evaluate(_inputs);
        Assert.That(probabilities, Is.InstanceOf<ClassificationUncertainty>());
        Assert.That(variances, Is.InstanceOf<RegressionUncertainty>());
    }

    private static IEnumerable<TestCaseData> Misfits()
    {
        UncertaintyEvaluationOptions options = new();
        yield return new TestCaseData(options with { Task = UncertaintyTask.Regression }, "Task is Regression").SetArgDisplayNames("task");
        yield return new TestCaseData(options with { Classes = 4 }, "Classes is 4").SetArgDisplayNames("classes");
        yield return new TestCaseData(options with { Sampling = new LaplaceOptions() }, "must be McDropoutOptions").SetArgDisplayNames("sampling");
        yield return new TestCaseData(options with { Sampling = new McDropoutOptions { Draws = 9 } }, "said once").SetArgDisplayNames("draws twice");
        yield return new TestCaseData(options with { Sampling = new McDropoutOptions { Seed = 9 } }, "said once").SetArgDisplayNames("seed twice");
        yield return new TestCaseData(options with { Head = new AleatoricHeadOptions { Seed = 9 } }, "Seed").SetArgDisplayNames("head's seed");
        yield return new TestCaseData(options with { Method = UncertaintyMethod.SingleNetwork, Draws = 2 }, "must be 1").SetArgDisplayNames("single");
    }

    [TestCaseSource(nameof(Misfits))]
    public void ForClassification_OptionsThatDoNotFit_ThrowWithName(UncertaintyEvaluationOptions options, string expected)
    {
        Leaks.AssertNone(() => Assert.That(
            () => UncertaintyEvaluation.ForClassification(_network, 3, _labelled, options),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("options").And.Message.Contains(expected)));
    }

    [TestCase(UncertaintyMethod.McBatchNorm)]
    [TestCase(UncertaintyMethod.Laplace)]
    public void ForClassification_MethodWithoutItsData_ThrowsWithName(UncertaintyMethod method)
    {
        Assert.That(
            () => UncertaintyEvaluation.ForClassification(_network, 3, options: new UncertaintyEvaluationOptions { Method = method }),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("training").And.Message.Contains($"{method} is fitted"));
    }

    [Test]
    public void For_DataThatNothingIsFittedTo_ThrowWithName()
    {
        Assert.That(
            () => UncertaintyEvaluation.ForClassification(_network, 3, _labelled, new UncertaintyEvaluationOptions { Head = null }),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("training").And.Message.Contains("Head is null"));
        Assert.That(
            () => UncertaintyEvaluation.ForClassification(_network, new EvidentialClassificationOutput(3), _labelled),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("training").And.Message.Contains("the network itself"));
    }

    [Test]
    public void For_LaplaceOfOtherOutputs_ThrowsWithName()
    {
        UncertaintyEvaluationOptions options = new() { Method = UncertaintyMethod.Laplace };
        Assert.That(
            () => UncertaintyEvaluation.ForClassification(_network, new ProbabilityOutput(3), _labelled, options),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("options").And.Message.Contains("logits"));
        Assert.That(
            () => UncertaintyEvaluation.ForRegression(_network, new GaussianOutput(1), _measured, options),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("options").And.Message.Contains("means"));
    }

    [Test]
    public void Create_WithoutTaskOrClasses_ThrowsWithName()
    {
        Assert.That(
            () => UncertaintyEvaluation.Create(_network, new UncertaintyEvaluationOptions()),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("options").And.Message.Contains("Task must be given"));
        Assert.That(
            () => UncertaintyEvaluation.Create(_network, new UncertaintyEvaluationOptions { Task = UncertaintyTask.Classification }),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("options").And.Message.Contains("Classes must be given"));
        Assert.That(
            () => UncertaintyEvaluation.Create(_network, new UncertaintyEvaluationOptions { Task = UncertaintyTask.Regression, Classes = 2 }),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("options").And.Message.Contains("must be null"));
    }

    [Test]
    public void Options_OutOfRange_NameThemselves()
    {
        Assert.That(() => new UncertaintyEvaluationOptions { Draws = 0 }, Named(nameof(UncertaintyEvaluationOptions.Draws)));
        Assert.That(() => new UncertaintyEvaluationOptions { Classes = 1 }, Named(nameof(UncertaintyEvaluationOptions.Classes)));
        Assert.That(() => new UncertaintyEvaluationOptions { Method = (UncertaintyMethod)9 }, Named(nameof(UncertaintyEvaluationOptions.Method)));
        Assert.That(() => new UncertaintyEvaluationOptions { Task = (UncertaintyTask)9 }, Named(nameof(UncertaintyEvaluationOptions.Task)));
        Assert.That(() => new UncertaintyEvaluationOptions { ModelFiles = (ModelFiles)9 }, Named(nameof(UncertaintyEvaluationOptions.ModelFiles)));
        Assert.That(() => new UncertaintyEvaluationOptions { EpistemicModelPath = " " }, Named(nameof(UncertaintyEvaluationOptions.EpistemicModelPath)));

        static NUnit.Framework.Constraints.IResolveConstraint Named(string name) =>
            Throws.InstanceOf<ArgumentException>().With.Property("ParamName").EqualTo(name);
    }

    private static Tensor Labels(int seed)
    {
        using Generator generator = new((ulong)seed);
        return randint(0, 3, [16], dtype: ScalarType.Int64, generator: generator);
    }

    private void AssertDraws(UncertaintyEvaluation evaluation, IPosteriorPredictive expected)
    {
        using PredictiveSamples got = evaluation.Posterior.Sample(_inputs);
        using PredictiveSamples wanted = expected.Sample(_inputs);
        Assert.That(got.Values.shape, Is.EqualTo(wanted.Values.shape));
        Assert.That(Values.Of(got.Values), Is.EqualTo(Values.Of(wanted.Values)));
    }
}
