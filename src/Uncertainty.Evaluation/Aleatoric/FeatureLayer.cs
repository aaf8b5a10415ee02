using TorchSharp;
using TorchSharp.Modules;
using Module = TorchSharp.torch.nn.Module;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>A layer of a network whose inputs are features: a Linear or a convolution.</summary>
/// <param name="name">Its path in the network.</param>
/// <param name="module">The layer.</param>
internal sealed class FeatureLayer(string name, Module module)
{
    public string Name => name;

    /// <summary>The name of its type.</summary>
    public string Kind => module.GetType().Name;

    /// <summary>Its weight as the module has it.</summary>
    public Tensor Weight => module switch
    {
        Linear layer => layer.weight!,
        Conv1d layer => layer.weight!,
        Conv2d layer => layer.weight!,
        Conv3d layer => layer.weight!,
        ConvTranspose1d layer => layer.weight!,
        ConvTranspose2d layer => layer.weight!,
        ConvTranspose3d layer => layer.weight!,
        _ => throw new InvalidOperationException($"{Kind} is no layer that gives features."),
    };

    public static bool IsOne(Module module) =>
        module is Linear or Conv1d or Conv2d or Conv3d or ConvTranspose1d or ConvTranspose2d or ConvTranspose3d;

    /// <summary>Lets an action see what the layer is given; what is returned ends that.</summary>
    public Action Watch(Action<Tensor> see) =>
        ((torch.nn.Module<Tensor, Tensor>)module).register_forward_pre_hook((torch.nn.Module<Tensor, Tensor> _, Tensor input) =>
        {
            see(input);
            return input;
        }).remove;

    /// <summary>[N, F, …] of what the layer was given: a Linear has its features last.</summary>
    public Tensor Features(Tensor given) => module is Linear && given.ndim > 2 ? torch.movedim(given, -1, 1) : given;
}
