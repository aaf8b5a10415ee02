using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Posterior;

/// <summary>All that a sampler must leave as it found it, as one comparable text.</summary>
internal static class NetworkState
{
    public static string Of(IEnumerable<nn.Module> networks)
    {
        using DisposeScope scope = NewDisposeScope();
        IEnumerable<string> parts = networks.SelectMany(network => NetworkModules.Of(network)
            .Select(entry => $"{entry.Name}: training {entry.Module.training}")
            .Concat(network.named_parameters().Select(entry => $"{entry.name}: {entry.parameter.requires_grad}, {Text(entry.parameter)}"))
            .Concat(network.named_buffers().Select(entry => $"{entry.name}: {Text(entry.buffer)}")));
        return string.Join('\n', parts.Append($"gradients {is_grad_enabled()}").Append(Threads()).Append(Random()));
    }

    /// <summary>The state of torch's global generator.</summary>
    public static string Random()
    {
        using DisposeScope scope = NewDisposeScope();
        return $"random {Convert.ToHexString(get_rng_state().data<byte>().ToArray())}";
    }

    /// <summary>torch's number of threads here, and what a thread that starts now gets.</summary>
    private static string Threads()
    {
        int fresh = 0;
        Thread thread = new(() => fresh = get_num_threads());
        thread.Start();
        thread.Join();
        return $"threads {get_num_threads()}, {fresh}";
    }

    private static string Text(Tensor tensor) => string.Join(' ', Values.Of(tensor));
}
