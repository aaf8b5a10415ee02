using TorchSharp;
using Module = TorchSharp.torch.nn.Module;

namespace Uncertainty.Bnn;

/// <summary>
/// Puts a network in evaluation mode without gradients, and every module back in the mode it was found in on disposal. In
/// evaluation mode BatchNorm uses its running statistics and leaves them alone.
/// </summary>
public sealed class EvaluationModeScope : IDisposable
{
    private readonly ModuleModes _modes;
    private readonly IDisposable _noGradient;
    private bool _disposed;

    /// <summary>Notes each module's mode and switches to evaluation.</summary>
    /// <param name="network">The network; itself and all modules below it.</param>
    public EvaluationModeScope(Module network)
    {
        _modes = new ModuleModes(Guard.NotNull(network));
        _noGradient = torch.no_grad();
        network.eval();
    }

    /// <summary>Restores the modes.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _noGradient.Dispose();
        _modes.Dispose();
    }
}
