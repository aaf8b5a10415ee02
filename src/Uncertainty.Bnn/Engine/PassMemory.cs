using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>How many inputs may go through networks that are run whole, within the options' bounds.</summary>
/// <param name="networks">The networks, of which the largest counts.</param>
/// <param name="together">How many of them run at one time.</param>
/// <param name="prepare">What the inputs go through before; may give back what it is given.</param>
internal sealed class PassMemory(
    IReadOnlyList<torch.nn.Module<Tensor, Tensor>> networks, int together, Func<Tensor, Tensor> prepare)
{
    private readonly ChunkLength _length = new();

    /// <summary>The number of inputs for one pass; at least 1. Networks must be in evaluation mode.</summary>
    public long Rows(Tensor inputs, SamplingOptions options) =>
        _length.Rows(inputs, options, row => together * networks.Max(network => OfRow(network, prepare(row.clone()))));

    /// <summary>Bytes that one input takes on its way through a network; at least 1.</summary>
    /// <param name="network">The network, in evaluation mode.</param>
    /// <param name="row">[1, …] an input; given to the network.</param>
    public static long OfRow(torch.nn.Module<Tensor, Tensor> network, Tensor row)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return RowMemory.Measure(SamplingPlan.Of([NetworkChain.Whole(network)], new NothingRandom()), row);
    }
}
