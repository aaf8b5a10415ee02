using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>Moves tensors to the device that was asked for, a batch at a time.</summary>
internal static class PlacedBatches
{
    /// <summary>The tensor, there. A new handle in the current dispose scope; where no device was asked for, of the same values.</summary>
    public static Tensor Place(Tensor tensor, torch.Device? device) => device is null ? tensor.alias() : tensor.to(device);

    /// <summary>Training batches, each moved when it is asked for and given back when the next one is.</summary>
    public static IEnumerable<(Tensor Inputs, Tensor Targets)> Place(IEnumerable<(Tensor Inputs, Tensor Targets)> batches, torch.Device? device) =>
        device is null ? Some(batches) : Moved(Some(batches), device);

    /// <summary>Refuses a network that is elsewhere: it is the caller's to move.</summary>
    public static void Check(torch.nn.Module<Tensor, Tensor> network, torch.Device? device)
    {
        if (device is null)
        {
            return;
        }

        using DisposeScope scope = torch.NewDisposeScope();
        foreach (Tensor tensor in network.parameters().Concat(network.buffers()))
        {
            bool same = tensor.device.type == device.type && (device.index < 0 || tensor.device.index < 0 || tensor.device.index == device.index);
            if (!same)
            {
                throw OptionErrors.Wrong(
                    $"Device is {device}, but the network is on {tensor.device}: move the network there first, by network.to(device).");
            }
        }
    }

    private static IEnumerable<(Tensor Inputs, Tensor Targets)> Some(IEnumerable<(Tensor Inputs, Tensor Targets)> training)
    {
        bool any = false;
        foreach ((Tensor Inputs, Tensor Targets) batch in training)
        {
            any = true;
            yield return batch;
        }

        if (!any)
        {
            throw OptionErrors.Wrong("must hold at least one batch, each time that it is enumerated; got none.", nameof(training));
        }
    }

    private static IEnumerable<(Tensor Inputs, Tensor Targets)> Moved(IEnumerable<(Tensor Inputs, Tensor Targets)> batches, torch.Device device)
    {
        foreach ((Tensor inputs, Tensor targets) in batches)
        {
            using Tensor movedInputs = Guard.NotNull(inputs).to(device).DetachFromDisposeScope();
            using Tensor movedTargets = Guard.NotNull(targets).to(device).DetachFromDisposeScope();
            yield return (movedInputs, movedTargets);
        }
    }
}
