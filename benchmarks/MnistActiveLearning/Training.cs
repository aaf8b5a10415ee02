using TorchSharp;
using TorchSharp.Modules;
using Uncertainty.ActiveLearning;
using static TorchSharp.torch;

namespace MnistActiveLearning;

/// <summary>Trains a network on the images that are labelled.</summary>
internal static class Training
{
    /// <summary>Dropout takes its masks from the global generator, the order of the images comes from the round's seed.</summary>
    internal static void Run(nn.Module<Tensor, Tensor> network, TrainingRecipe recipe, LabelledSet labelled, TrainingRound round)
    {
        using DisposeScope all = NewDisposeScope();
        Tensor images = labelled.Inputs();
        Tensor labels = labelled.Targets();
        using Generator generator = new((ulong)round.Seed);
        using Adam optimizer = optim.Adam(network.parameters(), recipe.LearningRate, weight_decay: recipe.Decay / labelled.Count);
        int steps = recipe.Steps(labelled.Count);
        int size = Math.Min(recipe.BatchSize, labelled.Count);
        int position = 0;
        Tensor order = randperm(labelled.Count, generator: generator);
        network.train();
        for (int step = 0; step < steps; step++)
        {
            round.CancellationToken.ThrowIfCancellationRequested();
            if (position + size > labelled.Count)
            {
                order.Dispose();
                order = randperm(labelled.Count, generator: generator);
                position = 0;
            }

            foreach (optim.ILearningRateController group in optimizer.ParamGroups)
            {
                group.LearningRate = recipe.Rate(step, steps);
            }

            using DisposeScope scope = NewDisposeScope();
            Tensor batch = order.narrow(0, position, size);
            position += size;
            optimizer.zero_grad();
            Tensor loss = nn.functional.cross_entropy(network.call(images.index_select(0, batch)), labels.index_select(0, batch));
            loss.backward();
            optimizer.step();
        }

        network.eval();
    }
}
