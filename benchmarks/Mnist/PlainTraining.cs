using Benchmarks.Models;
using LeNetMnist.Model;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Benchmarks.Mnist;

/// <summary>Trains networks with fixed weights by cross entropy.</summary>
internal sealed class PlainTraining(ImageTensors data, CancellationToken cancellationToken)
{
    /// <summary>A LeNet-5 with weights that are not trained yet.</summary>
    internal static Sequential Network(PlainRecipe recipe, long seed)
    {
        manual_seed(seed);
        return LeNet.Build(recipe.Dropout);
    }

    internal void Run(string title, Sequential network, PlainRecipe recipe, long seed)
    {
        using Adam optimizer = optim.Adam(network.parameters(), recipe.LearningRate);
        optim.lr_scheduler.LRScheduler schedule = optim.lr_scheduler.CosineAnnealingLR(optimizer, Steps(recipe.Epochs, recipe.BatchSize));
        Descend(title, network, recipe.Epochs, recipe.BatchSize, seed, optimizer, _ => schedule.step());
    }

    /// <summary>Number of batches in so many epochs.</summary>
    internal int Steps(int epochs, int batchSize) => epochs * ((data.Count + batchSize - 1) / batchSize);

    /// <summary>Trains with an optimizer of the caller's, who is told the number of each step, from 1, after it.</summary>
    internal void Descend(
        string title, Sequential network, int epochs, int batchSize, long seed, optim.Optimizer optimizer, Action<int> afterStep)
    {
        using Generator generator = new((ulong)seed);
        network.train();
        int step = 0;
        Terminal.ShowProgress(title, Steps(epochs, batchSize), advance =>
        {
            for (int epoch = 0; epoch < epochs; epoch++)
            {
                foreach ((Tensor images, Tensor labels) in data.Shuffled(batchSize, generator))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    using DisposeScope scope = NewDisposeScope();
                    optimizer.zero_grad();
                    Tensor loss = nn.functional.cross_entropy(network.call(images), labels);
                    loss.backward();
                    optimizer.step();
                    afterStep(++step);
                    advance();
                }
            }
        });
        network.eval();
    }
}
