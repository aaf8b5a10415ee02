using TorchSharp;
using Module = TorchSharp.torch.nn.Module;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>Finds out, by running one input, how many bytes of temporary tensors an input takes on its way.</summary>
internal sealed class RowMemory
{
    // Beside what a layer takes in and gives out, libtorch holds copies of both in another order while it computes.
    private const int Workspace = 2;

    private long _inside;
    private long _largest;

    /// <summary>
    /// Bytes for one input at the worst moment: what all draws share, twice, and the largest step. At least 1.
    /// </summary>
    /// <param name="plan">How the network runs.</param>
    /// <param name="row">[1, …] an input; given to the network.</param>
    public static long Measure(SamplingPlan plan, Tensor row)
    {
        RowMemory memory = new();
        using SharedFeatures start = new(row);
        Flow flow = new(start);
        Draw draw = new(0, 0);
        long worst = plan.Shared.Select(step => memory.Step(step, flow, draw)).DefaultIfEmpty().Max();
        long shared = Bytes(flow.Values);
        worst = Math.Max(worst, (2 * shared) + plan.Drawn.Select(step => memory.Step(step, flow, draw)).DefaultIfEmpty().Max());
        return Math.Max(1, worst);
    }

    private static long Bytes(Tensor tensor) => tensor.numel() * tensor.element_size();

    private long Step(SamplingStep step, Flow flow, Draw draw)
    {
        long before = Bytes(flow.Values);
        (_inside, _largest) = (0, before);
        using (new HookScope(NetworkModules.Of(step.Link.Module).Select(entry => Attach(entry.Module)).OfType<Action>()))
        {
            step.Run(flow, draw);
        }

        long after = Bytes(flow.Values);
        return before + Math.Max(_inside, after) + (Workspace * Math.Max(_largest, after));
    }

    /// <summary>Adds up what the layers inside give: a forward pass of the user's keeps all of it until it ends.</summary>
    private Action? Attach(Module module) =>
        module is torch.nn.Module<Tensor, Tensor> layer && !layer.named_children().Any()
            ? layer.register_forward_hook((_, _, output) =>
            {
                long bytes = Bytes(output);
                _inside += bytes;
                _largest = Math.Max(_largest, bytes);
                return output;
            }).remove
            : null;
}
