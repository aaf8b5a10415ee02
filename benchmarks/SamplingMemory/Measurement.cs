using TorchSharp;
using Uncertainty.Bnn;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SamplingMemory;

/// <summary>What one point takes, in a process of its own: memory that was had once stays with a process.</summary>
internal static class Measurement
{
    private const int WarmUp = 2;

    /// <summary>MiB that the peak lies above the level before, with the inputs and the reader's sum already there.</summary>
    internal static double Added(Point point)
    {
        Network network = Network.All.Single(candidate => candidate.Title == point.Network);
        manual_seed(0);
        using Module<Tensor, Tensor> module = network.Build();

        // Loads what is loaded with the first use.
        using (Tensor few = rand([WarmUp, .. network.Shape]))
        using (Tensor sum = NewSum(module, few))
        {
            Read(module, few, sum, point with { Draws = WarmUp });
        }

        using Tensor inputs = rand([point.Inputs, .. network.Shape]);
        using Tensor total = NewSum(module, inputs);
        double before = ResidentMemory.Level();
        Read(module, inputs, total, point);
        return ResidentMemory.Peak() - before;
    }

    private static void Read(Module<Tensor, Tensor> module, Tensor inputs, Tensor sum, Point point)
    {
        McDropout posterior = new(module, new McDropoutOptions { Draws = point.Draws, MemoryLimit = point.Bound << 20 });
        posterior.Visit(inputs, (_, first, outputs) =>
        {
            using DisposeScope scope = NewDisposeScope();
            sum.narrow(0, first, outputs.shape[0]).add_(outputs);
        });
    }

    /// <summary>[N, C, …] zeros, shaped as the outputs are.</summary>
    private static Tensor NewSum(Module<Tensor, Tensor> module, Tensor inputs)
    {
        using DisposeScope scope = NewDisposeScope();
        using EvaluationModeScope evaluation = new(module);
        Tensor one = module.call(inputs.narrow(0, 0, 1));
        return zeros([inputs.shape[0], .. one.shape.AsSpan(1)]).DetachFromDisposeScope();
    }
}
