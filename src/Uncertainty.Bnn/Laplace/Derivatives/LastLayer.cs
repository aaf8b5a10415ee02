using TorchSharp;
using TorchSharp.Modules;
using Module = TorchSharp.torch.nn.Module;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>A network whose last layer varies: the Linear whose outputs are the network's.</summary>
internal sealed class LastLayer : LinearisedNetwork
{
    private readonly WeightLayer _layer;

    private LastLayer(torch.nn.Module<Tensor, Tensor> network, WeightLayer layer)
        : base(network, [layer]) => _layer = layer;

    /// <summary>The last Linear of the module tree that a pass calls; which one that is, is seen in a pass.</summary>
    public static LastLayer Find(torch.nn.Module<Tensor, Tensor> network, Tensor inputs)
    {
        List<(string Name, Linear Layer)> layers = Linears(network);
        int last = -1;
        using (EvaluationModeScope evaluation = new(network))
        using (DisposeScope scope = torch.NewDisposeScope())
        using (new HookScope(layers.Select((entry, i) => Attach(entry.Layer, _ => last = i))))
        {
            network.call(inputs.narrow(0, 0, 1).clone());
        }

        return last >= 0
            ? new LastLayer(network, WeightLayer.Of(layers[last].Name, layers[last].Layer))
            : throw new InvalidOperationException(
                "No Linear layer of the network ran through call(x), so that none can be seen as its last. Run layers by call, not forward.");
    }

    /// <summary>The layer of a name.</summary>
    public static LastLayer? Named(torch.nn.Module<Tensor, Tensor> network, string name)
    {
        (string Name, Linear Layer)[] found = [.. Linears(network).Where(entry => entry.Name == name)];
        return found.Length == 0 ? null : new LastLayer(network, WeightLayer.Of(name, found[0].Layer));
    }

    /// <summary>All inputs of a regression have the same Λ: the full matrix is a Kronecker product.</summary>
    public override LaplaceCovariance Kept(LaplaceCovariance covariance, bool classes) =>
        covariance == LaplaceCovariance.Full && !classes ? LaplaceCovariance.Kronecker : covariance;

    public override LinearisedPass Run(Tensor inputs)
    {
        using EvaluationModeScope evaluation = new(Network);
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor? given = null;
        int calls = 0;
        try
        {
            Tensor outputs;
            using (new HookScope([Attach(_layer.Module, input =>
            {
                calls++;
                given?.Dispose();
                given = input.detach().clone().DetachFromDisposeScope();
            })]))
            {
                outputs = Network.call(inputs.detach().clone());
            }

            Check(given, calls, inputs.shape[0], outputs);
            return new LastLayerPass(_layer.ReadFeatures(given!).squeeze(1), outputs.detach().to_type(torch.ScalarType.Float64).alias());
        }
        finally
        {
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

    private static Action Attach(torch.nn.Module<Tensor, Tensor> layer, Action<Tensor> see) =>
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
            && outputs.ndim == 2 && outputs.shape[0] == count && outputs.shape[1] == _layer.Outputs;
        if (!fits)
        {
            throw new InvalidOperationException(
                $"The last layer '{_layer.Name}' must run once in a pass, on [N, {_layer.Inputs}] features, and the network give "
                + $"[N, {_layer.Outputs}] outputs, with N = {count}; "
                + $"it ran {calls} times, on [{string.Join(", ", given?.shape ?? [])}], and the network gave [{string.Join(", ", outputs.shape)}].");
        }

        Guard.FiniteOutputs(outputs);
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor own = torch.nn.functional.linear(given!, _layer.Weight, _layer.Bias);
        double apart = (own - outputs).abs().max().to_type(torch.ScalarType.Float64).item<double>();
        double size = outputs.abs().max().to_type(torch.ScalarType.Float64).item<double>();
        if (!(apart <= 1e-3 * size))
        {
            throw new InvalidOperationException(
                $"The network's outputs must be those of its last Linear layer '{_layer.Name}', with nothing after it; they differ by {apart:G6}. "
                + "Where a softmax is at the network's end, leave it out: logits are expected.");
        }
    }
}
