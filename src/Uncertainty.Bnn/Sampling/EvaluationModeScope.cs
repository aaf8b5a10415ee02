using TorchSharp;
using Module = TorchSharp.torch.nn.Module;

namespace Uncertainty.Bnn;

/// <summary>
/// Puts a network in evaluation mode without gradients, and every module back in the mode it was found in on disposal. In
/// evaluation mode BatchNorm uses its running statistics and leaves them alone.
/// </summary>
public sealed class EvaluationModeScope : IDisposable
{
    private readonly IReadOnlyList<(Module Module, bool Training)> _modes;
    private readonly IDisposable _noGradient;
    private bool _disposed;

    /// <summary>Notes each module's mode and switches to evaluation.</summary>
    /// <param name="network">The network; itself and all modules below it.</param>
    public EvaluationModeScope(Module network)
    {
        Guard.NotNull(network);
        _modes = [.. NetworkModules.Of(network).Select(entry => (entry.Module, entry.Module.training))];
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

        // Setting a module's mode sets its children's: parents come first, so that each child has the last word on itself.
        foreach ((Module module, bool training) in _modes)
        {
            if (module.training != training)
            {
                module.train(training);
            }
        }
    }
}
