using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>How many inputs may go through networks that are run whole, within the options' bounds. Measured once for a shape of inputs.</summary>
/// <param name="networks">The networks, of which the largest counts.</param>
/// <param name="together">How many of them run at one time.</param>
/// <param name="prepare">What the inputs go through before; may give back what it is given.</param>
internal sealed class PassMemory(
    IReadOnlyList<torch.nn.Module<Tensor, Tensor>> networks, int together, Func<Tensor, Tensor> prepare)
{
    private readonly Dictionary<string, long> _bytesByShape = [];

    /// <summary>The number of inputs for one pass; at least 1. Networks must be in evaluation mode.</summary>
    public long Rows(Tensor inputs, SamplingOptions options)
    {
        long most = Math.Min(options.BatchSize, inputs.shape[0]);
        if (most == 1)
        {
            return 1;
        }

        string shape = $"{inputs.dtype} {string.Join(' ', inputs.shape.Skip(1))}";
        if (!_bytesByShape.TryGetValue(shape, out long bytes))
        {
            bytes = networks.Max(network => Measure(network, inputs)) * together;
            _bytesByShape.Add(shape, bytes);
        }

        return Math.Clamp(options.MemoryLimit / bytes, 1, most);
    }

    private long Measure(torch.nn.Module<Tensor, Tensor> network, Tensor inputs)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        SamplingPlan plan = SamplingPlan.Of([NetworkChain.Whole(network)], new NothingRandom());
        return RowMemory.Measure(plan, prepare(inputs.narrow(0, 0, 1).clone()));
    }
}
