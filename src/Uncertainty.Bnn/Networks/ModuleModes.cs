using Module = TorchSharp.torch.nn.Module;

namespace Uncertainty.Bnn;

/// <summary>Puts every module of a network back in the mode that it was found in, on disposal.</summary>
internal sealed class ModuleModes(Module network) : IDisposable
{
    private readonly (Module Module, bool Training)[] _modes =
        [.. NetworkModules.Of(network).Select(entry => (entry.Module, entry.Module.training))];

    public void Dispose()
    {
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
