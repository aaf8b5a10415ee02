using TorchSharp;
using Module = TorchSharp.torch.nn.Module;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// The modules of a TorchScript network, parents before children, with the modes they had; put back on disposal. Each look-up of
/// TorchScript modules makes new objects on the same native ones, so these are held and disposed here. The network itself goes by the
/// name "(network)".
/// </summary>
internal sealed class ScriptModes : IDisposable
{
    private readonly Module _network;
    private readonly bool[] _training;

    public ScriptModes(Module network)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        _network = network;
        IReadOnlyList<(string Name, Module Module)> all = NetworkModules.Of(network);
        Entries =
        [
            .. all.Select((entry, i) => new Entry(
                entry.Name,
                entry.Module,
                i == 0 ? all.Count == 1 : !all.Any(other => other.Name.StartsWith(entry.Name + ".", StringComparison.Ordinal)),
                entry.Module.parameters(false).Any(),
                OwnBuffers(entry.Module))),
        ];

        // What was looked up goes with the objects that hold it, not with this scope.
        foreach (Tensor held in all.Skip(1).SelectMany(entry => entry.Module.parameters(false).Concat(entry.Module.buffers(false))))
        {
            held.DetachFromDisposeScope();
        }

        _training = [.. Entries.Select(entry => entry.Module.training)];
    }

    public IReadOnlyList<Entry> Entries { get; }

    /// <summary>Puts the named modules in training mode and all others in evaluation mode.</summary>
    public void SwitchOn(IReadOnlyCollection<string> names) => Set([.. Entries.Select(entry => names.Contains(entry.Name))]);

    public void Dispose()
    {
        Set(_training);

        // A module that is disposed looks up those below it once more.
        using DisposeScope scope = torch.NewDisposeScope();
        foreach (Entry entry in Entries)
        {
            if (!ReferenceEquals(entry.Module, _network))
            {
                entry.Module.Dispose();
            }
        }
    }

    // Setting a module's mode sets all below it: parents come first, so that each child has the last word on itself.
    private void Set(bool[] training)
    {
        for (int i = 0; i < training.Length; i++)
        {
            if (Entries[i].Module.training != training[i])
            {
                Entries[i].Module.train(training[i]);
            }
        }
    }

    // A TorchScript module counts the buffers below it as its own, with dots in their names.
    private static string[] OwnBuffers(Module module) =>
        [.. module.named_buffers(false).Select(entry => entry.name).Where(name => !name.Contains('.', StringComparison.Ordinal))];

    /// <summary>One module: whether none is below it, whether it or one below has parameters, and the names of its own buffers.</summary>
    internal sealed record Entry(string Name, Module Module, bool IsLeaf, bool HasParameters, IReadOnlyList<string> Buffers);
}
