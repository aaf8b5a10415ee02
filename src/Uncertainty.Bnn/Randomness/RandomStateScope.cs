using TorchSharp;

namespace Uncertainty.Bnn;

/// <summary>
/// Seeds torch's global generator and puts its state back on disposal, so that nothing drawn inside can be seen outside.
/// CPU generator only: the states of CUDA generators are not kept.
/// </summary>
public sealed class RandomStateScope : IDisposable
{
    private readonly torch.Tensor _state;
    private bool _disposed;

    /// <summary>Keeps the generator's state and seeds it.</summary>
    /// <param name="seed">The seed from here to the disposal.</param>
    public RandomStateScope(long seed)
    {
        _state = torch.get_rng_state().DetachFromDisposeScope();
        torch.manual_seed(seed);
    }

    /// <summary>Puts the generator's state back.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        torch.set_rng_state(_state);
        _state.Dispose();
    }
}
