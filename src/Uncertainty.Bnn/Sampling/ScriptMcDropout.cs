using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// Monte Carlo dropout for a TorchScript network: its dropout modules run in training mode, everything else in evaluation mode,
/// BatchNorm on its running statistics. Nothing is left changed.
/// </summary>
/// <remarks>
/// <para>
/// Gal and Ghahramani, "Dropout as a Bayesian Approximation", ICML 2016, Eq. (6). TorchScript draws its masks itself, one for each input:
/// the draws of a seed are the same on every run, but draw s is not one network for all inputs, and what an input gets depends on its
/// place in the batch. With a <see cref="SamplingOptions.BatchSize"/> of 1 it does not: then draw s is the same function of each input.
/// Measures of one input at a time may be read either way; joint measures of several need a batch size of 1, or
/// <see cref="McDropout"/>. Since chunks of another size would change the draws, <see cref="SamplingOptions.BatchSize"/> alone decides
/// it, and <see cref="SamplingOptions.MemoryLimit"/> has no effect. On CUDA the generator's state is seeded and not put back.
/// </para>
/// <para>Not safe for several threads on one network.</para>
/// </remarks>
public sealed class ScriptMcDropout : IPosteriorPredictive
{
    private readonly torch.jit.ScriptModule<Tensor, Tensor> _network;
    private readonly ScriptMcDropoutOptions _options;
    private readonly HashSet<string> _layers;

    /// <summary>Wraps a loaded network and finds its dropout modules, by running small modules on inputs of its own.</summary>
    /// <param name="network">
    /// From [N, …] inputs to [N, C, …] outputs; scripted, since a traced or frozen one has no switch for its dropout. Belongs to the
    /// caller, who keeps it alive and disposes it.
    /// </param>
    /// <param name="options">How to draw; null for the defaults.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="network"/> has no dropout module that can be found and switched on, lacks one that the options name, or has
    /// buffers in it, which training mode would update.
    /// </exception>
    public ScriptMcDropout(torch.jit.ScriptModule<Tensor, Tensor> network, ScriptMcDropoutOptions? options = null)
    {
        _network = Guard.NotNull(network);
        _options = options ?? new ScriptMcDropoutOptions();
        using ScriptModes modes = new(network);
        _layers = [.. _options.Layers is { } names ? Named(modes, names) : Found(modes)];
    }

    /// <inheritdoc/>
    public int Draws => _options.Draws;

    /// <summary>Names of the modules that run in training mode, as the module tree has them.</summary>
    public IReadOnlyCollection<string> Layers => _layers;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">
    /// The outputs are not [N, C, …]; or they are the same in all draws, none of which asked for a random number.
    /// </exception>
    public void Visit(Tensor inputs, DrawVisitor visit, CancellationToken cancellationToken = default)
    {
        using IDisposable noGradient = torch.no_grad();
        using ScriptModes modes = new(_network);
        using SeededPasses passes = new(_options.Seed, Draws, "network", _network.call);
        modes.SwitchOn(_layers);
        DrawLoop.Run(inputs, visit, Draws, _ => _options.BatchSize, passes.Run, cancellationToken);
    }

    private static IReadOnlyList<string> Found(ScriptModes modes)
    {
        IReadOnlyList<string> found = ScriptDropout.In(modes);
        return found.Count > 0
            ? found
            : throw Unfit(
                "has no module that its training flag turns into dropout. A traced or frozen network keeps the mode that it was made in: "
                + "script it instead. Dropout that is called as a function belongs to the module that calls it: name that in the option "
                + $"Layers. Its modules are: {List(modes)}.");
    }

    private static IReadOnlyList<string> Named(ScriptModes modes, IReadOnlyList<string> names)
    {
        foreach (string name in names)
        {
            ScriptModes.Entry entry = modes.Entries.FirstOrDefault(entry => entry.Name == name)
                ?? throw Unfit($"has no module '{name}'; it has: {List(modes)}.");
            if (entry.Buffers.Count > 0)
            {
                throw Unfit($"has buffers in the module '{name}', which training mode may update: {string.Join(", ", entry.Buffers)}.");
            }
        }

        return names.Count > 0 ? names : throw Unfit("has no random module, as the option Layers is empty.");
    }

    private static ArgumentException Unfit(string message, string parameter = "network") => new(message, parameter);

    private static string List(ScriptModes modes) => string.Join(", ", modes.Entries.Select(entry => entry.Name));
}
