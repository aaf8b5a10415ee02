using TorchSharp;
using TorchSharp.Modules;
using Module = TorchSharp.torch.nn.Module;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// A network's last layer: the Linear whose outputs are the network's. Its weights [C, F] have the bias in a last column where there is
/// one, and the features [N, F] a column of ones for it.
/// </summary>
internal sealed class LastLayer
{
    private readonly torch.nn.Module<Tensor, Tensor> _network;

    private LastLayer(torch.nn.Module<Tensor, Tensor> network, string name, Linear layer)
    {
        _network = network;
        Name = name;
        Layer = layer;
        using DisposeScope scope = torch.NewDisposeScope();
        Outputs = layer.weight!.shape[0];
        Inputs = layer.weight!.shape[1];
        HasBias = layer.bias is not null;
    }

    /// <summary>Where it is in the module tree.</summary>
    public string Name { get; }

    public Linear Layer { get; }

    /// <summary>C.</summary>
    public long Outputs { get; }

    /// <summary>What the layer is given.</summary>
    public long Inputs { get; }

    public bool HasBias { get; }

    /// <summary>F, with the column of ones.</summary>
    public long Features => Inputs + (HasBias ? 1 : 0);

    /// <summary>The last Linear of the module tree that a pass calls; which one that is, is seen in a pass.</summary>
    public static LastLayer Find(torch.nn.Module<Tensor, Tensor> network, Tensor inputs)
    {
        List<(string Name, Linear Layer)> layers = Linears(network);
        int last = -1;
        List<Action> hooks = [.. layers.Select((entry, i) => Attach(entry.Layer, _ => last = i))];
        try
        {
            using EvaluationModeScope evaluation = new(network);
            using DisposeScope scope = torch.NewDisposeScope();
            network.call(inputs.narrow(0, 0, 1).clone());
        }
        finally
        {
            hooks.ForEach(remove => remove());
        }

        return last >= 0
            ? new LastLayer(network, layers[last].Name, layers[last].Layer)
            : throw new InvalidOperationException(
                "No Linear layer of the network ran through call(x), so that none can be seen as its last. Run layers by call, not forward.");
    }

    /// <summary>The layer of a name.</summary>
    public static LastLayer? Named(torch.nn.Module<Tensor, Tensor> network, string name)
    {
        (string Name, Linear Layer)[] found = [.. Linears(network).Where(entry => entry.Name == name)];
        return found.Length == 0 ? null : new LastLayer(network, name, found[0].Layer);
    }

    /// <summary>[C, F] the weights, in double. New, in the current scope.</summary>
    public Tensor Weights()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor weight = Layer.weight!.detach().to_type(torch.ScalarType.Float64);
        Tensor weights = HasBias ? torch.cat([weight, Layer.bias!.detach().to_type(torch.ScalarType.Float64).unsqueeze(1)], 1) : weight.clone();
        return weights.MoveToOuterDisposeScope();
    }

    /// <summary>The layer's own two tensors from [C, F] weights, in its type. New, in the current scope.</summary>
    public (Tensor Weight, Tensor? Bias) Split(Tensor weights)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.ScalarType type = Layer.weight!.dtype;
        Tensor weight = weights.narrow(1, 0, Inputs).to_type(type).contiguous();
        Tensor? bias = HasBias ? weights.select(1, Inputs).to_type(type).contiguous() : null;
        return (weight.MoveToOuterDisposeScope(), bias?.MoveToOuterDisposeScope());
    }

    /// <summary>
    /// [N, F] features and [N, C] outputs of [N, …] inputs, in double and the current scope, by a pass in evaluation mode.
    /// </summary>
    /// <exception cref="InvalidOperationException">The layer's outputs are not the network's, or are not finite.</exception>
    public (Tensor Features, Tensor Outputs) Run(Tensor inputs)
    {
        using EvaluationModeScope evaluation = new(_network);
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor? given = null;
        int calls = 0;
        Action remove = Attach(Layer, input =>
        {
            calls++;
            given?.Dispose();
            given = input.detach().clone().DetachFromDisposeScope();
        });
        try
        {
            Tensor outputs = _network.call(inputs.clone());
            Check(given, calls, inputs.shape[0], outputs);
            Tensor features = given!.to_type(torch.ScalarType.Float64);
            Tensor all = HasBias ? torch.cat([features, torch.ones_like(features.narrow(1, 0, 1))], 1) : features;
            return scope.MoveToOuter(all.alias(), outputs.detach().to_type(torch.ScalarType.Float64));
        }
        finally
        {
            remove();
            given?.Dispose();
        }
    }

    private static List<(string Name, Linear Layer)> Linears(Module network)
    {
        IReadOnlyList<(string Name, Module Module)> modules = NetworkModules.Of(network);
        List<(string, Linear)> layers = [.. modules.Where(entry => entry.Module is Linear).Select(entry => (entry.Name, (Linear)entry.Module))];
        return layers.Count > 0
            ? layers
            : throw new ArgumentException(
                $"has no Linear layer that could be its last; its layers are: {NetworkModules.List(modules.Skip(1))}.", nameof(network));
    }

    private static Action Attach(Linear layer, Action<Tensor> see) =>
        layer.register_forward_pre_hook((torch.nn.Module<Tensor, Tensor> _, Tensor input) =>
        {
            see(input);
            return input;
        }).remove;

    /// <summary>Running the layer alone must give what the network gave: nothing comes after it, and it runs once.</summary>
    private void Check(Tensor? given, int calls, long count, Tensor outputs)
    {
        bool fits = calls == 1
            && given!.ndim == 2 && given.shape[0] == count
            && outputs.ndim == 2 && outputs.shape[0] == count && outputs.shape[1] == Outputs;
        if (!fits)
        {
            throw new InvalidOperationException(
                $"The last layer '{Name}' must run once in a pass, on [N, {Inputs}] features, and the network give [N, {Outputs}] outputs, with N = {count}; it "
                + $"ran {calls} times, on [{string.Join(", ", given?.shape ?? [])}], and the network gave [{string.Join(", ", outputs.shape)}].");
        }

        Guard.FiniteOutputs(outputs);
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor own = torch.nn.functional.linear(given!, Layer.weight!, Layer.bias);
        double apart = (own - outputs).abs().max().to_type(torch.ScalarType.Float64).item<double>();
        double size = outputs.abs().max().to_type(torch.ScalarType.Float64).item<double>();
        if (!(apart <= 1e-3 * size))
        {
            throw new InvalidOperationException(
                $"The network's outputs must be those of its last Linear layer '{Name}', with nothing after it; they differ by {apart:G6}. "
                + "Where a softmax is at the network's end, leave it out: logits are expected.");
        }
    }
}
