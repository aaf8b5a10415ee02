using InterruptedLoop;
using ScottPlot;
using Uncertainty.Bnn;
using Uncertainty.Evaluation;
using static TorchSharp.torch;

namespace Uncertainty.ActiveLearning.Tests.Docs;

/// <summary>The code of docs/methods/figures-scores-and-learning.md about active learning, as it stands there.</summary>
[TestFixture]
internal sealed class FiguresSnippetTests
{
    [Test]
    public void FiguresPage()
    {
        using TemporaryFolder temporary = new();
        string folder = Path.GetDirectoryName(temporary["learning.png"])!;
        (ActiveLearningResult first, ActiveLearningResult second) = (Run(new RandomSelector(), 1), Run(new RandomSelector(), 2));
        (ActiveLearningResult third, ActiveLearningResult fourth) =
            (Run(new TopKSelector(Acquisition.Bald), 1), Run(new TopKSelector(Acquisition.Bald), 2));
        using Tensor logits = randn(6, 50, 3);
        using Tensor draws = logits.softmax(2);
        using PredictiveSamples samples = new(draws);
        using CandidateSet candidates = CandidateSet.FromDraws(samples);

        LearningCurve random = LearningCurve.OfRounds("random", [first.Rounds, second.Rounds], round => 1 - round.Metrics["accuracy"]);
        LearningCurve bald = LearningCurve.OfRounds("bald", [third.Rounds, fourth.Rounds], round => 1 - round.Metrics["accuracy"]);
        using Plot curves = LearningCurveFigures.Draw("error on the test inputs", [random, bald], target: 0.05);
        curves.SaveFigure(Path.Combine(folder, "learning.png"));

        using Tensor scores = candidates.Score(Acquisition.Bald);
        BatchSelection choice = new BatchBaldSelector().Choose(candidates, count: 5);
        using Plot histogram = AcquisitionFigures.Histogram("mutual information, nats", scores, choice);
        histogram.SaveFigure(Path.Combine(folder, "choice.png"));

        Assert.That(random.Repeats[0].Select(point => point.Labels), Is.EqualTo(new[] { 6, 9, 12 }));
        Assert.That(Directory.GetFiles(folder, "*.png"), Has.Length.EqualTo(2));
    }

    private static ActiveLearningResult Run(IBatchSelector selector, long seed)
    {
        using TensorPool pool = ToyLoop.Pool();
        long[] truth = ToyLoop.Truth(pool);
        ActiveLearningSetup setup = ToyLoop.Setup(pool, new MemoryOracle([.. truth.Select(label => (Label)label)]));
        Learner learner = setup.Learner with { Validate = evaluation => Measure(evaluation, pool, truth) };
        ActiveLearningOptions options = new() { Initial = 6, Batch = 3, Budget = 12, Seed = seed };
        using ActiveLearningLoop loop = ActiveLearningLoop.Start(setup with { Selector = selector, Learner = learner }, options);
        return loop.Run();
    }

    private static Dictionary<string, double> Measure(UncertaintyEvaluation evaluation, TensorPool pool, long[] truth)
    {
        using Tensor inputs = pool.Inputs([.. Enumerable.Range(0, pool.Count)]);
        using ClassificationUncertainty predicted = (ClassificationUncertainty)evaluation.Evaluate(inputs);
        long[] classes = predicted.PredictedClass.data<long>().ToArray();
        return new Dictionary<string, double> { ["accuracy"] = classes.Zip(truth).Average(pair => pair.First == pair.Second ? 1.0 : 0.0) };
    }
}
