using Uncertainty.ActiveLearning;
using Uncertainty.Bnn;
using static TorchSharp.torch;

namespace MnistActiveLearning;

/// <summary>What a run's labels are worth to a network that is trained for as long as the paper trains each.</summary>
internal sealed class LongTraining(Experiment experiment, DigitPool pool, Predictions predictions, CancellationToken cancellationToken)
{
    private const int Stream = 5;

    /// <summary>Error, among all test images, of a network trained on all labels of a run for <see cref="Experiment.LongEpochs"/> epochs.</summary>
    internal double Error(int repeat, IReadOnlyList<Round> rounds)
    {
        long seed = Seeds.Derive(Seeds.Derive(experiment.Protocol.Seed, repeat), Stream);
        int[] indices = [.. LearningRun.First(experiment, pool, repeat), .. rounds.SelectMany(round => round.Chosen)];
        using TensorPool inputs = new(pool.Images);
        LabelledSet labelled = new(
            inputs, LabelSpace.Classes(Networks.Classes), [.. indices.Select(index => new LabelledInput(index, (long)pool.Classes[index]))]);
        using RandomStateScope random = new(seed);
        using nn.Module<Tensor, Tensor> network = experiment.Network();
        TrainingRecipe recipe = experiment.Protocol.Recipe with { Images = 0, ImagesForEachLabel = experiment.LongEpochs };
        Training.Run(network, recipe, labelled, new TrainingRound(rounds.Count, seed, cancellationToken));
        return predictions.WholeError(network, experiment.Protocol.TestDraws, seed);
    }
}
