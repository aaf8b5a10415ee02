using TorchSharp;
using Uncertainty.Testing;
using Module = TorchSharp.torch.nn.Module;

namespace Uncertainty.Ood.Tests;

/// <summary>All of a network that a detector must leave alone, and the global random state, as values to compare.</summary>
internal static class NetworkState
{
    /// <summary>Gives every parameter a gradient, which a detector must leave alone too.</summary>
    public static void AddGradients(torch.nn.Module<torch.Tensor, torch.Tensor> network, torch.Tensor inputs)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        network.call(inputs).square().sum().backward();
    }

    public static IReadOnlyList<string> Of(Module network)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        List<string> state = [.. network.named_modules().Select(entry => $"{entry.name} training {entry.module.training}")];
        state.AddRange(network.named_buffers().Select(entry => $"{entry.name} {Text(entry.buffer)}"));
        state.AddRange(network.named_parameters().Select(entry =>
            $"{entry.name} {entry.parameter.requires_grad} {Text(entry.parameter)} gradient {(Gradients.Of(entry.parameter) is { } grad ? Text(grad) : "none")}"));
        state.Add($"random {Text(torch.get_rng_state())}");
        return state;
    }

    private static string Text(torch.Tensor tensor) => string.Join(' ', Values.Of(tensor).Select(value => value.ToString("R")));
}
