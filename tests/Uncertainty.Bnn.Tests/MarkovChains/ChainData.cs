using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.MarkovChains;

/// <summary>Batches of a small classification, and chains on them.</summary>
internal sealed class ChainData : IDisposable
{
    public const int Examples = 20;

    public ChainData()
    {
        Pairs = [.. Enumerable.Range(1, 2).Select(Batch)];
    }

    public (Tensor Inputs, Tensor Targets)[] Pairs { get; }

    public static Tensor Loss(Tensor outputs, Tensor targets) => nn.functional.cross_entropy(outputs, targets);

    /// <summary>Some steps at a constant learning rate.</summary>
    public static StochasticGradientLangevinOptions Options(int steps, int draws = 1) => new()
    {
        Steps = steps,
        Draws = draws,
        Schedule = new ConstantSchedule { LearningRate = 0.05 },
    };

    public static double[] Weights(nn.Module network)
    {
        using DisposeScope scope = NewDisposeScope();
        return [.. network.parameters().SelectMany(Values.Of)];
    }

    public void Dispose()
    {
        foreach ((Tensor inputs, Tensor targets) in Pairs)
        {
            inputs.Dispose();
            targets.Dispose();
        }
    }

    private static (Tensor Inputs, Tensor Targets) Batch(int seed)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor inputs = Networks.Inputs(seed, Examples / 2, Networks.Features);
        return (inputs.DetachFromDisposeScope(), inputs.narrow(1, 0, Networks.Classes).argmax(1).DetachFromDisposeScope());
    }
}
