using Module = TorchSharp.torch.nn.Module;

namespace Uncertainty;

/// <summary>A walk over the modules of a network, parents before children, each once however often it is registered.</summary>
internal static class NetworkModules
{
    public static IReadOnlyList<(string Name, Module Module)> Of(Module network)
    {
        List<(string, Module)> found = [];
        Walk(network, string.Empty, found, new HashSet<Module>(ReferenceEqualityComparer.Instance));
        return found;
    }

    /// <summary>The modules of a network, itself included, to ask whether one is among them.</summary>
    public static HashSet<Module> Set(Module network) =>
        new(Of(network).Select(entry => entry.Module), ReferenceEqualityComparer.Instance);

    /// <summary>The modules as a sentence lists them: "fc1 (Linear), act (ReLU)".</summary>
    public static string List(IEnumerable<(string Name, Module Module)> modules)
    {
        string text = string.Join(", ", modules.Select(entry => $"{entry.Name} ({entry.Module.GetType().Name})"));
        return text.Length == 0 ? "none" : text;
    }

    private static void Walk(Module module, string name, List<(string Name, Module Module)> found, HashSet<Module> seen)
    {
        if (!seen.Add(module))
        {
            return;
        }

        found.Add((name.Length == 0 ? "(network)" : name, module));
        foreach ((string child, Module inner) in module.named_children())
        {
            Walk(inner, name.Length == 0 ? child : $"{name}.{child}", found, seen);
        }
    }
}
