using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Modules by name.</summary>
public class ModuleDict<T>() : ComponentDict<T>("ModuleDict")
    where T : nn.Module
{
    private protected override void Register(string key, T item) => register_module(key, item);
}
