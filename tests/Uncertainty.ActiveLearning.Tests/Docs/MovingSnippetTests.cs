using InterruptedLoop;
using TorchSharp;
using Uncertainty.Evaluation;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Uncertainty.ActiveLearning.Tests.Docs;

/// <summary>The code of docs/moving-here.md about Baal, as it stands there.</summary>
[TestFixture]
internal sealed class MovingSnippetTests
{
    [Test]
    public void Baal_ActiveLearningExperiment()
    {
        using TemporaryFolder folder = new();
        using DisposeScope outer = NewDisposeScope();
        (Tensor images, Tensor classes) = Points(seed: 5, count: 200);
        (Tensor test, Tensor testClasses) = Points(seed: 6, count: 100);
        string path = folder["labels.journal"];

        using TensorPool pool = new(images);                                          // ActiveLearningDataset: [N, …] inputs, without augmentation
        ActiveLearningSetup setup = new()
        {
            Pool = pool,
            Labels = LabelSpace.Classes(3),
            Oracle = MemoryOracle.FromTensor(classes),                                // the data set's own labels; or people
            Selector = new TopKSelector(Acquisition.Bald),                            // heuristic=BALD()
            Learner = new Learner
            {
                Create = () => Sequential(Linear(2, 16), ReLU(), Dropout(0.3), Linear(16, 3)),
                Train = Train,                                                        // train_on_dataset
                Sample = (network, _) => UncertaintyEvaluation.ForClassification(     // patch_module, predict_on_dataset
                    network, 3, options: new UncertaintyEvaluationOptions { Draws = 20 }),
                Validate = evaluation => new Dictionary<string, double> { ["loss"] = Loss(evaluation) },    // test_on_dataset
            },
        };
        ActiveLearningOptions options = new()
        {
            Initial = 10,                                                             // label_randomly(10)
            Batch = 5,                                                                // query_size=5
            Candidates = 100,                                                         // pool_size=100
            Budget = 25,                                                              // 10 + LabellingBudgetStoppingCriterion(…, 15)
            StopRules = [new NoImprovement("loss", rounds: 10, least: 1e-4, higherIsBetter: false)],        // EarlyStoppingCriterion
        };
        using ActiveLearningLoop loop = ActiveLearningLoop.StartOrResume(setup, options, path);
        ActiveLearningResult result = loop.Run();                                     // start(): goes on from the journal after a kill

        void Train(Module<Tensor, Tensor> network, LabelledSet labelled, TrainingRound round)
        {
            using optim.Optimizer optimizer = optim.Adam(network.parameters(), lr: 0.02);
            network.train();
            foreach ((Tensor inputs, Tensor labels) in labelled.Batches(size: 32, round.Seed))
            {
                using DisposeScope scope = NewDisposeScope();
                optimizer.zero_grad();
                functional.cross_entropy(network.call(inputs), labels).backward();
                optimizer.step();
            }
        }

        double Loss(UncertaintyEvaluation evaluation)
        {
            using DisposeScope scope = NewDisposeScope();
            using UncertaintyResult predicted = evaluation.Evaluate(test);
            return functional.nll_loss(predicted.Prediction.log(), testClasses).item<float>();
        }

        Assert.That(result.Rounds.Select(round => round.Labels), Is.EqualTo(new[] { 10, 15, 20, 25 }));
        Assert.That(result.Rounds.Select(round => round.Metrics["loss"]), Is.All.GreaterThan(0));
    }

    private static (Tensor Points, Tensor Classes) Points(long seed, int count)
    {
        using TensorPool pool = ToyLoop.Pool(seed, count);
        return (pool.Inputs([.. Enumerable.Range(0, count)]), tensor(ToyLoop.Truth(pool)));
    }
}
