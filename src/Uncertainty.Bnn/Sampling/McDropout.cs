using TorchSharp;
using Module = TorchSharp.torch.nn.Module;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// Monte Carlo dropout: a network trained with dropout, with dropout left on, is a draw from an approximate posterior over its
/// weights. Wraps the trained network as it is: nothing is trained, replaced or left changed.
/// </summary>
/// <remarks>
/// Gal and Ghahramani, "Dropout as a Bayesian Approximation", ICML 2016, Eq. (6). The masks of draw s are those of one network:
/// the same for all inputs. All other layers run in evaluation mode, BatchNorm on its running statistics. Layers take part when
/// the network runs them through <c>call</c>; dimension 0 of what they are given must be that of the inputs. Not safe for
/// several threads on one network.
/// </remarks>
public sealed class McDropout : IPosteriorPredictive
{
    private readonly torch.nn.Module<Tensor, Tensor> _network;
    private readonly McDropoutOptions _options;
    private readonly List<DropoutLayer> _layers;

    /// <summary>Wraps a trained network.</summary>
    /// <param name="network">
    /// From [N, …] inputs to [N, C, …] outputs. Belongs to the caller, who keeps it alive and disposes it.
    /// </param>
    /// <param name="options">How to draw; null for the defaults.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="network"/> has no dropout layer with a rate above 0 and below 1, or lacks one that the options name.
    /// </exception>
    public McDropout(torch.nn.Module<Tensor, Tensor> network, McDropoutOptions? options = null)
    {
        _network = Guard.NotNull(network);
        _options = options ?? new McDropoutOptions();
        _layers = Select(network, _options);
    }

    /// <inheritdoc/>
    public int Draws => _options.Draws;

    /// <summary>Names of the layers that are random, as the module tree has them.</summary>
    public IReadOnlyList<string> Layers => [.. _layers.Select(layer => layer.Name)];

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">A random layer did not run: the network goes around its <c>call</c>.</exception>
    public void Visit(Tensor inputs, DrawVisitor visit, CancellationToken cancellationToken = default)
    {
        Guard.MinimumRank(inputs, 1, "[N, …]");
        Guard.Finite(inputs);
        Guard.NotNull(visit);
        using EvaluationModeScope evaluation = new(_network);
        for (int draw = 0; draw < Draws; draw++)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            using DropoutMasks masks = new(_options.Seed, draw);
            visit(draw, 0, Run(inputs, masks, cancellationToken));
        }
    }

    private static List<DropoutLayer> Select(Module network, McDropoutOptions options)
    {
        IReadOnlyList<DropoutLayer> all = DropoutLayer.In(network);
        foreach (string name in options.Layers ?? [])
        {
            if (all.All(layer => layer.Name != name))
            {
                throw new ArgumentException(
                    $"has no dropout layer '{name}'; it has: {List(all.Select(layer => layer.Name))}.", nameof(network));
            }
        }

        List<DropoutLayer> chosen =
        [
            .. all.Where(layer => (options.Layers is null || options.Layers.Contains(layer.Name)) && (options.Rate ?? layer.Rate) > 0),
        ];
        return chosen.Exists(layer => (options.Rate ?? layer.Rate) < 1)
            ? chosen
            : throw new ArgumentException(
                "has no dropout layer with a rate above 0 and below 1, so that all draws would be the same; its layers are: "
                + $"{List(NetworkModules.Of(network).Skip(1).Select(entry => $"{entry.Name} ({entry.Module.GetType().Name})"))}.",
                nameof(network));
    }

    private static string List(IEnumerable<string> names)
    {
        string text = string.Join(", ", names);
        return text.Length == 0 ? "none" : text;
    }

    private Tensor Run(Tensor inputs, DropoutMasks masks, CancellationToken cancellationToken)
    {
        List<Action> hooks = [.. _layers.Select(layer => Attach(layer, masks))];
        try
        {
            List<Tensor> outputs = [];
            for (long start = 0; start < inputs.shape[0]; start += _options.BatchSize)
            {
                cancellationToken.ThrowIfCancellationRequested();
                long length = Math.Min(_options.BatchSize, inputs.shape[0] - start);
                outputs.Add(Pass(inputs.narrow(0, start, length), masks));
            }

            return outputs.Count == 1 ? outputs[0] : torch.cat(outputs, 0);
        }
        finally
        {
            foreach (Action remove in hooks)
            {
                remove();
            }
        }
    }

    private Tensor Pass(Tensor batch, DropoutMasks masks)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        masks.StartPass();
        // Read first: a network may dispose what it is given.
        long inputs = batch.shape[0];
        Tensor output = _network.call(batch);
        foreach (DropoutLayer layer in _layers)
        {
            if (!masks.WasAsked(layer.Index))
            {
                throw new InvalidOperationException(
                    $"The dropout layer '{layer.Name}' did not run. A network must run its layers through call(x), not forward(x); "
                    + "leave a layer that it does not use out of the option Layers.");
            }
        }

        if (output.ndim < 2 || output.shape[0] != inputs)
        {
            throw new InvalidOperationException(
                $"The network must give [N, C, …] outputs with N = {inputs}; got [{string.Join(", ", output.shape)}].");
        }

        return output.MoveToOuterDisposeScope();
    }

    private Action Attach(DropoutLayer layer, DropoutMasks masks)
    {
        double rate = _options.Rate ?? layer.Rate;
        return layer.Module.register_forward_hook(
            (torch.nn.Module<Tensor, Tensor> module, Tensor input, Tensor output) => input * masks.Next(layer, rate, input)).remove;
    }
}
