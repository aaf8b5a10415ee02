using Module = TorchSharp.torch.nn.Module;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>One of the functions whose composition is the network.</summary>
/// <param name="Name">Where it is in the module tree.</param>
/// <param name="Kind">What it is, in a word.</param>
/// <param name="Module">The module that it is, or is a part of.</param>
/// <param name="Run">The function.</param>
/// <param name="IsDeterministic">Whether the network's author says that nothing is random here, whatever the module holds.</param>
internal sealed record ChainLink(string Name, string Kind, Module Module, Func<Tensor, Tensor> Run, bool IsDeterministic = false)
{
    public override string ToString() => $"{Name} ({Kind})";
}
