using LeNetMnist.Model;
using TorchSharp;
using TorchSharp.Modules;
using Uncertainty.ActiveLearning;
using Uncertainty.Bnn;
using Uncertainty.Evaluation;
using static TorchSharp.torch;

namespace ActiveLearningMnist.Learning;

/// <summary>How the loop makes, trains and looks at networks: LeNet-5 with MC dropout, a new one in each round.</summary>
/// <param name="options">How many steps and draws.</param>
/// <param name="test">What accuracy is measured on.</param>
internal sealed class DigitLearner(StudyOptions options, ImageTensors test)
{
    /// <summary>The one metric: the share of the test images whose class has the highest mean probability of the draws.</summary>
    public const string Accuracy = "accuracy";

    public const int Classes = 10;

    private const int LargestBatch = 32;
    private const int TestSlice = 1_000;
    private const double LearningRate = 2e-3;
    private const int WarmUp = 20;

    // With twenty labels the images say little, and the prior, a penalty of weight in proportion to 1/N, says the more.
    private const double Decay = 0.05;

    /// <summary>What the loop is given.</summary>
    public Learner Learner => new()
    {
        Description = $"LeNet-5, {options.Steps.Base} + {options.Steps.ForEachLabel} N steps; {options.Draws} draws; {test.Count} to test on",
        Create = () => new LeNet5(outputs: Classes),
        Train = Train,
        Sample = Wrap,
        Validate = Measure,
    };

    /// <summary>
    /// From new weights, by Adam with a learning rate that rises, then falls to zero as a cosine. Dropout draws from torch's generator, which the loop has seeded.
    /// </summary>
    private void Train(nn.Module<Tensor, Tensor> network, LabelledSet labelled, TrainingRound round)
    {
        int steps = options.Steps.Base + (int)(options.Steps.ForEachLabel * labelled.Count);

        // Batches of one size: with 40 labels every second would have 8 images otherwise, and the round would see fewer than the one before.
        int batches = (labelled.Count + LargestBatch - 1) / LargestBatch;
        int size = (labelled.Count + batches - 1) / batches;
        using Adam optimizer = optim.Adam(network.parameters(), LearningRate, weight_decay: Decay / labelled.Count);
        network.train();
        int step = 0;
        for (int epoch = 0; step < steps; epoch++)
        {
            foreach ((Tensor images, Tensor labels) in labelled.Batches(size, Seeds.Derive(round.Seed, epoch)).Take(steps - step))
            {
                round.CancellationToken.ThrowIfCancellationRequested();
                using DisposeScope scope = NewDisposeScope();
                foreach (optim.ILearningRateController group in optimizer.ParamGroups)
                {
                    group.LearningRate = Rate(step, steps);
                }

                optimizer.zero_grad();
                nn.functional.cross_entropy(network.call(images), labels).backward();
                optimizer.step();
                step++;
            }
        }

        network.eval();
    }

    /// <summary>Rising at first: on few images that were chosen for being hard, full steps from random weights can end in a network that knows nothing.</summary>
    private static double Rate(int step, int steps) =>
        LearningRate * Math.Min(1, (step + 1.0) / WarmUp) * (1 + Math.Cos(Math.PI * step / steps)) / 2;

    private ClassificationEvaluation Wrap(nn.Module<Tensor, Tensor> network, TrainingRound round) => UncertaintyEvaluation.ForClassification(
        network, Classes, options: new UncertaintyEvaluationOptions { Draws = options.Draws });

    private Dictionary<string, double> Measure(UncertaintyEvaluation evaluation)
    {
        long right = 0;
        foreach ((Tensor images, Tensor labels) in test.Slices(TestSlice))
        {
            using DisposeScope scope = NewDisposeScope();
            using ClassificationUncertainty result = (ClassificationUncertainty)evaluation.Evaluate(images);
            right += result.PredictedClass.eq(labels).sum().item<long>();
        }

        return new Dictionary<string, double> { [Accuracy] = (double)right / test.Count };
    }
}
