using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// The steps of a training. One that throws, or that makes weights or buffers that are not finite, leaves the network as it was before it.
/// Keeps a copy of all parameters and buffers for that.
/// </summary>
internal sealed class TrainingSteps : IDisposable
{
    private readonly List<(Tensor Place, Tensor Kept)> _tensors = [];

    public TrainingSteps(torch.nn.Module network)
    {
        using IDisposable noGradient = torch.no_grad();
        foreach (Tensor tensor in network.parameters().Concat(network.buffers()))
        {
            using DisposeScope scope = torch.NewDisposeScope();
            _tensors.Add((tensor, tensor.detach().clone().DetachFromDisposeScope()));
        }
    }

    /// <summary>How many were taken.</summary>
    public int Taken { get; private set; }

    /// <summary>Takes one.</summary>
    public T Take<T>(Func<T> step)
    {
        Copy(entry => (entry.Place, entry.Kept));
        try
        {
            T value = step();
            if (!_tensors.TrueForAll(entry => Guard.IsFinite(entry.Place)))
            {
                throw Diverged("it made weights that are infinite or not a number");
            }

            Taken++;
            return value;
        }
        catch
        {
            Copy(entry => (entry.Kept, entry.Place));
            throw;
        }
    }

    /// <summary>An error of the step under way.</summary>
    /// <param name="what">What happened.</param>
    public InvalidOperationException Diverged(string what) => new(
        $"The training diverged at step {Taken + 1}: {what}. The weights are as before that step. A lower LearningRate may help.");

    public void Dispose() => _tensors.ForEach(entry => entry.Kept.Dispose());

    private void Copy(Func<(Tensor Place, Tensor Kept), (Tensor From, Tensor To)> direction)
    {
        using IDisposable noGradient = torch.no_grad();
        using DisposeScope scope = torch.NewDisposeScope();
        foreach ((Tensor Place, Tensor Kept) entry in _tensors)
        {
            (Tensor from, Tensor to) = direction(entry);
            to.copy_(from);
        }
    }
}
