using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Modules in a list.</summary>
public class ModuleList<T>(params T[] modules) : ComponentList<T>("ModuleList", modules)
    where T : nn.Module
{
    private protected override void Register(string key, T item) => register_module(key, item);
}
