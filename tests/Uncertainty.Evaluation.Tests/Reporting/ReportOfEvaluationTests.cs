using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Reporting;

/// <summary>Reports made from an evaluation and labelled batches.</summary>
[TestFixture]
internal sealed class ReportOfEvaluationTests
{
    private const int Inputs = 24;

    [Test]
    public void Classification_EqualsThatOfThePredictions()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor logits = Networks.Inputs(3, 6, Inputs, 3) * 2;
        using ClassificationEvaluation evaluation = UncertaintyEvaluation.ForClassification(new NumberedPosterior(logits), 3);
        ClassificationReport report = ClassificationReport.Evaluate(evaluation, Batches(5));
        using ClassificationUncertainty result = evaluation.Evaluate(arange(Inputs).to_type(ScalarType.Float32).unsqueeze(1));
        ClassificationReport given = ClassificationReport.FromPredictions(
            Values.Of(result.Prediction), 3, [.. Labels(0, Inputs)], aleatoric: Values.Of(result.Aleatoric), draws: 6);
        Assert.That(report.Draws, Is.EqualTo(6));
        Assert.That(report.Inputs, Is.EqualTo(Inputs));
        foreach ((ReportMeasure got, ReportMeasure expected) in report.Measures.Zip(given.Measures))
        {
            Assert.That(got.Name, Is.EqualTo(expected.Name));
            Assert.That(got.Value ?? double.NaN, Is.EqualTo(expected.Value ?? double.NaN).Within(1e-5), got.Name);
        }

        Assert.That(report.MostEpistemic!.Select(one => one.Input), Is.EqualTo(given.MostEpistemic!.Select(one => one.Input)));
    }

    [Test]
    public void Classification_BatchesOtherwise_GiveTheSameReport()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor logits = Networks.Inputs(4, 3, Inputs, 3);
        using ClassificationEvaluation evaluation = UncertaintyEvaluation.ForClassification(new NumberedPosterior(logits), 3);
        string expected = ClassificationReport.Evaluate(evaluation, Batches(Inputs)).ToJson();
        Assert.That(ClassificationReport.Evaluate(evaluation, Batches(1)).ToJson(), Is.EqualTo(expected));
        Assert.That(ClassificationReport.Evaluate(evaluation, Batches(7)).ToJson(), Is.EqualTo(expected));
    }

    [Test]
    public void Classification_Maps_CountEveryPosition()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor logits = Networks.Inputs(5, 3, 4, 3, 2, 5);
        using ClassificationEvaluation evaluation = UncertaintyEvaluation.ForClassification(new NumberedPosterior(logits), 3);
        Tensor labels = arange(40).remainder(3).reshape(4, 2, 5);
        Tensor inputs = arange(4).to_type(ScalarType.Float32).unsqueeze(1);
        (Tensor, Tensor)[] batches = [(inputs.narrow(0, 0, 3), labels.narrow(0, 0, 3)), (inputs.narrow(0, 3, 1), labels.narrow(0, 3, 1))];
        ClassificationReport report = ClassificationReport.Evaluate(evaluation, batches);
        Assert.That((report.Inputs, report.Predictions), Is.EqualTo((4L, 40L)));
        Assert.That(report.AccuracyInterval, Is.Null);
        using ClassificationUncertainty result = evaluation.Evaluate(inputs);
        double[] total = Values.Of(result.Total);
        long highest = Array.IndexOf(total, total.Max());
        UncertainClass first = report.MostUncertain[0];
        Assert.That((first.Input, first.Position, first.Label), Is.EqualTo((highest / 10, highest % 10, (int)(highest % 3))));
        Assert.That(first.Predicted, Is.EqualTo(result.PredictedClass.reshape(-1)[highest].item<long>()));
        Assert.That(report.ToMarkdown(), Does.Contain("position"));
    }

    [Test]
    public void Regression_EqualsThatOfThePredictions()
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        Tensor inputs = Networks.Inputs(1, Inputs, Networks.Features);
        Tensor targets = Networks.Inputs(2, Inputs, 3);
        using RegressionEvaluation evaluation = UncertaintyEvaluation.ForRegression(network, [(inputs, targets)]);
        RegressionReport report = RegressionReport.Evaluate(evaluation, [(inputs.narrow(0, 0, 10), targets.narrow(0, 0, 10)), (inputs.narrow(0, 10, 14), targets.narrow(0, 10, 14))]);
        using RegressionUncertainty result = evaluation.Evaluate(inputs);
        RegressionReport given = RegressionReport.FromPredictions(
            Values.Of(result.Prediction), Values.Of(result.Total), Values.Of(targets), 3, epistemic: Values.Of(result.Epistemic));
        Assert.That((report.Inputs, report.Predictions, report.Draws), Is.EqualTo(((long)Inputs, 3L * Inputs, (int?)evaluation.Posterior.Draws)));
        foreach ((ReportMeasure got, ReportMeasure expected) in report.Measures.Zip(given.Measures))
        {
            Assert.That(got.Value!.Value, Is.EqualTo(expected.Value!.Value).Within(1e-4).Or.EqualTo(expected.Value.Value).Within(0.1).Percent, got.Name);
        }

        Assert.That(report.Outputs, Has.Count.EqualTo(3));
    }

    [Test]
    public void Evaluate_LeavesNoTensor()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor logits = Networks.Inputs(6, 3, Inputs, 3);
        using ClassificationEvaluation evaluation = UncertaintyEvaluation.ForClassification(new NumberedPosterior(logits), 3);
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        Tensor inputs = Networks.Inputs(1, 5, Networks.Features);
        Tensor targets = zeros(5, 3);
        using RegressionEvaluation regression = UncertaintyEvaluation.ForRegression(network, [(inputs, targets)]);
        (Tensor, Tensor)[] batches = [.. Batches(9)];
        Leaks.AssertNone(() => ClassificationReport.Evaluate(evaluation, batches));
        Leaks.AssertNone(() => RegressionReport.Evaluate(regression, [(inputs, targets)]));
        Leaks.AssertNone(() => Assert.Catch<ArgumentException>(() => ClassificationReport.Evaluate(evaluation, [(batches[0].Item1, targets)])));
    }

    [Test]
    public void Evaluate_ReportsProgressAndStopsWhenCancelled()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor logits = Networks.Inputs(7, 2, Inputs, 3);
        using ClassificationEvaluation evaluation = UncertaintyEvaluation.ForClassification(new NumberedPosterior(logits), 3);
        Reports<long> progress = new();
        ClassificationReport.Evaluate(evaluation, Batches(10), progress: progress);
        Assert.That(progress.Seen, Is.EqualTo(new long[] { 10, 20, 24 }));

        using CancellationTokenSource source = new();
        Reports<long> stopping = new(_ => source.Cancel());
        Assert.That(
            () => ClassificationReport.Evaluate(evaluation, Batches(10), progress: stopping, cancellationToken: source.Token),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(stopping.Seen, Is.EqualTo(new long[] { 10 }));
    }

    [Test]
    public void Evaluate_BadBatches_ThrowsAndNamesThem()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor logits = Networks.Inputs(8, 2, Inputs, 3);
        using ClassificationEvaluation evaluation = UncertaintyEvaluation.ForClassification(new NumberedPosterior(logits), 3);
        Tensor inputs = zeros(2, 1);
        Assert.Multiple(() =>
        {
            Assert.That(Message([]), Does.Contain("at least one batch"));
            Assert.That(Message([(inputs, tensor(new long[] { 0, 1, 2 }))]), Does.Contain("batch 0 are [3]"));
            Assert.That(Message([(inputs, tensor(new long[] { 0, 3 }))]), Does.Contain("batch 0 holds 3"));
            Assert.That(Message([(inputs, tensor(new long[] { 0, 1 })), (inputs, tensor(new long[] { 0, -1 }))]), Does.Contain("batch 1 holds -1"));
            Assert.That(Message([(inputs, zeros(2))]), Does.Contain("whole numbers"));
            Assert.That(Message([(inputs, null!)]), Does.Contain("batch 0 holds none"));
        });
        Assert.That(() => ClassificationReport.Evaluate(null!, []), Throws.ArgumentNullException);
        Assert.That(() => ClassificationReport.Evaluate(evaluation, null!), Throws.ArgumentNullException);

        string Message(IEnumerable<(Tensor, Tensor)> batches)
        {
            ArgumentException exception = Assert.Catch<ArgumentException>(() => ClassificationReport.Evaluate(evaluation, batches))!;
            Assert.That(exception.ParamName, Is.EqualTo("batches"));
            return exception.Message;
        }
    }

    [Test]
    public void Regression_BadTargets_ThrowsAndNamesTheBatches()
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        Tensor inputs = Networks.Inputs(1, 5, Networks.Features);
        using RegressionEvaluation evaluation = UncertaintyEvaluation.ForRegression(network, [(inputs, zeros(5, 3))]);
        ClassificationReportTests.Refused("batches", () => RegressionReport.Evaluate(evaluation, [(inputs, zeros(5))]));
        ClassificationReportTests.Refused("batches", () => RegressionReport.Evaluate(evaluation, [(inputs, full([5, 3], double.NaN))]));
        ClassificationReportTests.Refused("batches", () => RegressionReport.Evaluate(evaluation, []));
    }

    /// <summary>Numbers of inputs, each with a label.</summary>
    private static IEnumerable<(Tensor Inputs, Tensor Labels)> Batches(int size)
    {
        for (int first = 0; first < Inputs; first += size)
        {
            int count = Math.Min(size, Inputs - first);
            yield return (arange(first, first + count).to_type(ScalarType.Float32).unsqueeze(1), tensor(Labels(first, count).ToArray()));
        }
    }

    private static IEnumerable<long> Labels(int first, int count) => Enumerable.Range(first, count).Select(i => (long)(i * i % 3));
}
