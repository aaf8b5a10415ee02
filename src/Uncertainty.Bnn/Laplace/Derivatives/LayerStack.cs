using TorchSharp;
using TorchSharp.Modules;
using Module = TorchSharp.torch.nn.Module;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>A network with several layers, or any one, whose weights vary.</summary>
internal sealed class LayerStack : LinearisedNetwork
{
    private LayerStack(torch.nn.Module<Tensor, Tensor> network, IReadOnlyList<WeightLayer> layers)
        : base(network, layers)
    {
    }

    /// <summary>The Linear and convolution layers that a pass calls, or those of them that the options name.</summary>
    public static LayerStack Find(torch.nn.Module<Tensor, Tensor> network, Tensor inputs, LaplaceOptions options)
    {
        IReadOnlyList<string>? names = options.Layers.Names;
        List<(string Name, torch.nn.Module<Tensor, Tensor> Module)> able = Able(network);
        if (able.Count == 0)
        {
            throw new ArgumentException(
                $"has no Linear or convolution layer; its layers are: {NetworkModules.List(NetworkModules.Of(network).Skip(1))}.", nameof(network));
        }

        HashSet<Module> ran = new(ReferenceEqualityComparer.Instance);
        using (EvaluationModeScope evaluation = new(network))
        using (DisposeScope scope = torch.NewDisposeScope())
        using (new HookScope(able.Select(entry => Watch(entry.Module, (_, output) =>
        {
            ran.Add(entry.Module);
            return output;
        }))))
        {
            network.call(inputs.narrow(0, 0, 1).clone());
        }

        (string Name, torch.nn.Module<Tensor, Tensor> Module)[] found = [.. able.Where(entry => ran.Contains(entry.Module))];
        if (names?.FirstOrDefault(name => found.All(entry => entry.Name != name)) is { } unknown)
        {
            throw new ArgumentException(
                $"names the layer '{unknown}', which is no Linear or convolution that a pass calls; those are: "
                + $"{NetworkModules.List(found.Select(entry => (entry.Name, (Module)entry.Module)))}.",
                nameof(options));
        }

        if (found.Length == 0)
        {
            throw new InvalidOperationException(
                "No Linear or convolution of the network ran through call(x), so that no derivative can be had. Run layers by call, not forward.");
        }

        List<WeightLayer> layers = [];
        foreach ((string name, torch.nn.Module<Tensor, Tensor> module) in found.Where(entry => names?.Contains(entry.Name) ?? true))
        {
            layers.Add(WeightLayer.Of(name, module, out string? obstacle) ?? throw new ArgumentException(
                $"has the layer '{name}' ({module.GetType().Name}), which {obstacle}. Name the layers that are to vary in the option Layers.",
                nameof(network)));
        }

        LayerStack stack = new(network, layers);
        stack.Check(inputs);
        return stack;
    }

    /// <summary>The layers of these names; null where one is not there, or cannot vary.</summary>
    public static LayerStack? Named(torch.nn.Module<Tensor, Tensor> network, IReadOnlyList<string> names)
    {
        List<(string Name, torch.nn.Module<Tensor, Tensor> Module)> able = Able(network);
        List<WeightLayer> layers =
        [
            .. able.Where(entry => names.Contains(entry.Name))
                .Select(entry => WeightLayer.Of(entry.Name, entry.Module, out _))
                .OfType<WeightLayer>(),
        ];
        return layers.Select(layer => layer.Name).SequenceEqual(names) ? new LayerStack(network, layers) : null;
    }

    public override LaplaceCovariance Kept(LaplaceCovariance covariance, bool classes) => covariance;

    public override LinearisedPass Run(Tensor inputs) => Run(inputs, (_, _, _) => { });

    private static List<(string Name, torch.nn.Module<Tensor, Tensor> Module)> Able(Module network) =>
    [
        .. NetworkModules.Of(network).Where(entry => entry.Module is Linear or Conv1d or Conv2d or Conv3d)
            .Select(entry => (entry.Name, (torch.nn.Module<Tensor, Tensor>)entry.Module)),
    ];

    private static Action Watch(torch.nn.Module<Tensor, Tensor> module, Func<Tensor, Tensor, Tensor> see) =>
        module.register_forward_hook((torch.nn.Module<Tensor, Tensor> _, Tensor input, Tensor output) => see(input, output)).remove;

    /// <summary>What is read of a layer must explain what it gives, and no two layers may have one weight.</summary>
    private void Check(Tensor inputs)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using BackwardPass pass = Run(inputs.narrow(0, 0, 1), (layer, input, output) =>
        {
            if (!layer.Explains(input, output))
            {
                throw new InvalidOperationException(
                    $"The layer '{layer.Name}' does not give what its weights make of its inputs: it has hooks, or moves in a way that it "
                    + "does not tell.");
            }
        });
        for (int i = 0; i < Layers.Count; i++)
        {
            if (Layers.Take(i).FirstOrDefault(other => ReferenceEquals(other.Weight, Layers[i].Weight)) is { } twin)
            {
                throw new InvalidOperationException(
                    $"The layers '{twin.Name}' and '{Layers[i].Name}' have one weight together; each must have its own.");
            }
        }
    }

    /// <summary>
    /// Adds zeros of its own to what each layer gives: the derivatives by them are those by the layer's outputs, whether or not parameters have
    /// gradients, and whatever happens to the outputs in place.
    /// </summary>
    private BackwardPass Run(Tensor inputs, Action<WeightLayer, Tensor, Tensor> check)
    {
        using EvaluationModeScope evaluation = new(Network);
        using IDisposable gradient = torch.enable_grad();
        using DisposeScope scope = torch.NewDisposeScope();
        BackwardPass pass = new(Layers);
        try
        {
            long count = inputs.shape[0];
            using HookScope hooks = new(Layers.Select((layer, i) => Watch(layer.Module, (input, output) =>
            {
                CheckCall(layer, input, count);
                check(layer, input, output);
                return pass.Watch(i, input, output);
            })));
            pass.Complete(Checked(Network.call(inputs.detach().clone()), count));
            return pass;
        }
        catch
        {
            pass.Dispose();
            throw;
        }
    }

    private static void CheckCall(WeightLayer layer, Tensor input, long count)
    {
        if (input.ndim < layer.Rank || input.shape[0] != count)
        {
            throw new InvalidOperationException(
                $"The layer '{layer.Name}' must be given [N, …] with N = {count}, the inputs of the network; it was given "
                + $"[{string.Join(", ", input.shape)}]. Name the layers that are to vary in the option Layers.");
        }
    }

    private static Tensor Checked(Tensor outputs, long count)
    {
        if (outputs.ndim != 2 || outputs.shape[0] != count || !outputs.requires_grad)
        {
            throw new InvalidOperationException(
                $"The network must give [N, C] outputs with N = {count}, with derivatives by its layers; it gave [{string.Join(", ", outputs.shape)}]"
                + $"{(outputs.requires_grad ? string.Empty : " without")}.");
        }

        return Guard.FiniteOutputs(outputs);
    }
}
