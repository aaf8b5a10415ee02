using InterruptedLoop;
using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Evaluation;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Uncertainty.ActiveLearning.Tests.Docs;

/// <summary>The code of docs/methods/active-learning-loop.md, as it stands there.</summary>
[TestFixture]
internal sealed class LoopSnippetTests
{
    [Test]
    public void LoopPage()
    {
        using TemporaryFolder folder = new();
        using DisposeScope outer = NewDisposeScope();
        (Tensor images, Tensor classes) = Points(seed: 5, count: 200);
        (Tensor test, Tensor testClasses) = Points(seed: 6, count: 100);
        string path = folder["labels.journal"];

        // images: [N, …] inputs, for which labels can be had. test, testClasses: held out, to measure by.
        using TensorPool pool = new(images);
        Learner learner = new()
        {
            Description = "3 layers, 30 epochs, 20 draws",       // in the journal: what is changed here is noticed when a run is resumed
            Create = () => Sequential(("fc1", Linear(2, 32)), ("relu", ReLU()), ("drop", Dropout(0.3)), ("fc2", Linear(32, 3))),
            Train = Train,
            Sample = (network, _) => UncertaintyEvaluation.ForClassification(network, 3, options: new UncertaintyEvaluationOptions { Draws = 20 }),
            Validate = evaluation => new Dictionary<string, double> { ["accuracy"] = Accuracy(evaluation) },
        };
        ActiveLearningSetup setup = new()
        {
            Pool = pool,
            Labels = LabelSpace.Classes(["left", "middle", "right"]),
            Oracle = MemoryOracle.FromTensor(classes),           // or people: a folder, a database
            Learner = learner,
            Selector = new TopKSelector(Acquisition.Bald),
        };
        ActiveLearningOptions options = new() { Initial = 10, Batch = 5, Budget = 40, Seed = 1 };
        using ActiveLearningLoop loop = ActiveLearningLoop.StartOrResume(setup, options, path);
        ActiveLearningResult result = loop.Run(new Progress<ActiveLearningProgress>(
            step => Console.WriteLine($"round {step.Round}, {step.Labels} of {step.Budget} labels: {step.Stage}")));

        void Train(Module<Tensor, Tensor> network, LabelledSet labelled, TrainingRound round)
        {
            using optim.Optimizer optimizer = optim.Adam(network.parameters(), lr: 0.02);
            network.train();
            for (int epoch = 0; epoch < 30; epoch++)
            {
                round.CancellationToken.ThrowIfCancellationRequested();
                foreach ((Tensor inputs, Tensor labels) in labelled.Batches(size: 32, Seeds.Derive(round.Seed, epoch)))
                {
                    using DisposeScope scope = NewDisposeScope();
                    optimizer.zero_grad();
                    functional.cross_entropy(network.call(inputs), labels).backward();
                    optimizer.step();
                }
            }

            network.eval();
        }

        double Accuracy(UncertaintyEvaluation evaluation)
        {
            using ClassificationUncertainty predicted = (ClassificationUncertainty)evaluation.Evaluate(test);
            using Tensor right = predicted.PredictedClass.eq(testClasses);
            return right.to_type(ScalarType.Float64).mean().item<double>();
        }

        foreach (ActiveLearningRound round in result.Rounds)
        {
            Console.WriteLine($"{round.Labels} labels: accuracy {round.Metrics["accuracy"]:P1}; then asked for {string.Join(", ", round.Asked)}");
        }

        Module<Tensor, Tensor> last = loop.Network!;             // the loop's: save what is to outlive it
        string why = result.StopReason;                          // "the budget of 40 labels is spent"

        Assert.That(result.Rounds.Select(round => round.Labels), Is.EqualTo(new[] { 10, 15, 20, 25, 30, 35, 40 }));
        Assert.That(result.Rounds[^1].Metrics["accuracy"], Is.GreaterThan(0.6));
        Assert.That(last.parameters(), Is.Not.Empty);
        Assert.That(why, Is.EqualTo("the budget of 40 labels is spent"));
        loop.Dispose();
        byte[] journal = File.ReadAllBytes(path);

        ActiveLearningOptions more = options with { Budget = 60, StopRules = [new TargetMetric("accuracy", 0.99)] };
        using ActiveLearningLoop resumed = ActiveLearningLoop.Resume(setup, more, path);
        int known = resumed.Labelled.Count;                      // 40, with none asked for again
        resumed.Run();

        resumed.Dispose();

        Assert.That(known, Is.EqualTo(40));
        Assert.That(File.ReadAllBytes(path).Take(journal.Length), Is.EqualTo(journal), "what was written stays");

        LabelledInput[] labelledBefore = [new(17, 0), new(42, 2), new(99, 1)];
        ActiveLearningOptions from = new()
        {
            Labelled = labelledBefore,                           // not asked for, and counted in the budget
            Budget = 30,
            Start = NetworkStart.Warm,
            StabilityInputs = 100,
            StopRules = [new StablePredictions(agreement: 0.95), new NoImprovement("accuracy", rounds: 10)],
        };
        using ActiveLearningLoop warm = ActiveLearningLoop.Start(setup, from);   // without a journal: cannot be resumed
        warm.Run();

        Assert.That(warm.Labelled.Take(3), Is.EqualTo(labelledBefore));
        Assert.That(warm.Rounds[1].Agreement, Is.Not.Null);
    }

    private static (Tensor Points, Tensor Classes) Points(long seed, int count)
    {
        using TensorPool pool = ToyLoop.Pool(seed, count);
        return (pool.Inputs([.. Enumerable.Range(0, count)]), tensor(ToyLoop.Truth(pool)));
    }
}
