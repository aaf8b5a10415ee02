using LeNetMnist.Model;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MnistActiveLearning;

/// <summary>Trains a network on the images that are labelled.</summary>
internal sealed class Training(ImageTensors pool, TrainingRecipe recipe, CancellationToken cancellationToken)
{
    /// <summary>A network trained from scratch, in evaluation mode. The caller disposes it.</summary>
    internal Sequential Run(IReadOnlyList<int> labelled, long weights, long batches)
    {
        manual_seed(weights);
        Sequential network = DigitNetwork.Build();
        try
        {
            Descend(network, labelled, batches);
            network.eval();
            return network;
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    private void Descend(Sequential network, IReadOnlyList<int> labelled, long seed)
    {
        using DisposeScope all = NewDisposeScope();
        Tensor chosen = tensor(labelled.Select(index => (long)index).ToArray());
        Tensor images = pool.Images.index_select(0, chosen);
        Tensor labels = pool.Labels.index_select(0, chosen);
        using Generator generator = new((ulong)seed);
        using Adam optimizer = optim.Adam(network.parameters(), recipe.LearningRate, weight_decay: recipe.Decay / labelled.Count);
        int steps = recipe.Steps(labelled.Count);
        int size = Math.Min(recipe.BatchSize, labelled.Count);
        int position = labelled.Count;
        Tensor order = chosen;
        network.train();
        for (int step = 0; step < steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
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
    }
}
