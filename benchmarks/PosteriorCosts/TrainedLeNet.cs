using Benchmarks;
using Benchmarks.Models;
using LeNetMnist.Model;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PosteriorCosts;

/// <summary>LeNet-5, untrained or trained for short: by Adam at its usual rate, in batches of 128, seeds fixed.</summary>
internal static class TrainedLeNet
{
    private const int BatchSize = 128;

    internal static Sequential Untrained()
    {
        manual_seed(0);
        return LeNet.Build(dropout: null);
    }

    internal static Sequential Train(ImageTensors images, int epochs)
    {
        Sequential network = Untrained();
        using optim.Optimizer optimizer = optim.Adam(network.parameters());
        using Generator order = new(0);
        Terminal.ShowProgress("training LeNet-5", epochs, advance =>
        {
            for (int epoch = 0; epoch < epochs; epoch++)
            {
                foreach ((Tensor inputs, Tensor labels) in images.Shuffled(BatchSize, order))
                {
                    using DisposeScope scope = NewDisposeScope();
                    optimizer.zero_grad();
                    nn.functional.cross_entropy(network.call(inputs), labels).backward();
                    optimizer.step();
                }

                advance();
            }
        });
        network.eval();
        return network;
    }
}
