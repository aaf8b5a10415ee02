using System.Reflection;
using TorchSharp;
using static TorchSharp.torch;

namespace Uncertainty.Testing;

/// <summary>The gradient that a tensor has gathered: a property in newer versions of TorchSharp, a method in older ones.</summary>
public static class Gradients
{
    private static readonly MethodInfo Read =
        typeof(Tensor).GetProperty("grad")?.GetMethod ?? typeof(Tensor).GetMethod("grad", Type.EmptyTypes)!;

    /// <summary>The gradient; null where there is none.</summary>
    public static Tensor? Of(Tensor tensor) => (Tensor?)Read.Invoke(tensor, null);

    /// <summary>Gives every parameter of a network a gradient of ones.</summary>
    public static void AddOnes(nn.Module network)
    {
        ArgumentNullException.ThrowIfNull(network);
        using DisposeScope scope = NewDisposeScope();
        foreach (Tensor parameter in network.parameters())
        {
            parameter.sum().backward();
        }
    }
}
