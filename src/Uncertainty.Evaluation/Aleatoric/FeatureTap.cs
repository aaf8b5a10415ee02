using TorchSharp;
using Uncertainty.Bnn;
using Module = TorchSharp.torch.nn.Module;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>
/// Reads a network's features, what the Linear layer or convolution that runs last is given, together with its outputs: one deterministic
/// pass in evaluation mode, without gradients.
/// </summary>
internal sealed class FeatureTap
{
    private readonly torch.nn.Module<Tensor, Tensor> _network;
    private readonly IReadOnlyList<FeatureLayer> _layers;

    public FeatureTap(torch.nn.Module<Tensor, Tensor> network)
    {
        IReadOnlyList<(string Name, Module Module)> modules = NetworkModules.Of(network);
        _network = network;
        _layers = [.. modules.Where(entry => FeatureLayer.IsOne(entry.Module)).Select(entry => new FeatureLayer(entry.Name, entry.Module))];
        if (_layers.Count == 0)
        {
            throw new ArgumentException(
                "has no Linear layer and no convolution whose inputs could serve as features of an aleatoric head; its layers are: "
                + $"{NetworkModules.List(modules.Skip(1))}.",
                nameof(network));
        }
    }

    /// <summary>The layer of a name that could give features; null where there is none.</summary>
    public FeatureLayer? Find(string name) => _layers.FirstOrDefault(layer => layer.Name == name);

    /// <summary>
    /// [N, F, …] features and [N, C, …] outputs of [N, …] inputs, both in the current dispose scope, and the layer that was given the features.
    /// </summary>
    public (Tensor Features, Tensor Outputs, FeatureLayer Layer) Run(Tensor inputs)
    {
        Tensor? given = null;
        FeatureLayer? last = null;
        using EvaluationModeScope evaluation = new(_network);
        try
        {
            using DisposeScope scope = torch.NewDisposeScope();
            Tensor outputs;
            using (HookScope hooks = new(_layers.Select(layer => layer.Watch(input =>
            {
                given?.Dispose();
                given = input.alias().DetachFromDisposeScope();
                last = layer;
            }))))
            {
                // A network may dispose what it is given, or work in place on it: the caller's tensor is not at its mercy.
                outputs = _network.call(inputs.clone());
            }

            if (given is null)
            {
                throw new InvalidOperationException(
                    "No Linear layer and no convolution of the network ran through call(x): its features cannot be read. "
                    + "Run layers by call, not forward.");
            }

            Tensor features = last!.Features(given);
            Check(features, outputs, inputs.shape[0], last, given);
            Guard.FiniteOutputs(outputs);
            return (features.alias().MoveToOuterDisposeScope(), outputs.MoveToOuterDisposeScope(), last);
        }
        finally
        {
            given?.Dispose();
        }
    }

    private static void Check(Tensor features, Tensor outputs, long count, FeatureLayer layer, Tensor given)
    {
        bool fits = features.ndim >= 2 && features.ndim == outputs.ndim
            && features.shape[0] == count && outputs.shape[0] == count
            && features.shape.AsSpan(2).SequenceEqual(outputs.shape.AsSpan(2));
        if (!fits)
        {
            throw new InvalidOperationException(
                $"An aleatoric head needs features [N, F, …] and outputs [N, C, …] with N = {count} and the same positions …; the layer that ran "
                + $"last, '{layer.Name}' ({layer.Kind}), was given [{string.Join(", ", given.shape)}], and the network gave "
                + $"[{string.Join(", ", outputs.shape)}].");
        }
    }
}
