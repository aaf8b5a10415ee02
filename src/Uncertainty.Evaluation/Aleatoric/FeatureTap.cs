using TorchSharp;
using TorchSharp.Modules;
using Uncertainty.Bnn;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>
/// Reads a network's features, what its last Linear layer is given, together with its outputs: one deterministic pass in
/// evaluation mode, without gradients.
/// </summary>
internal sealed class FeatureTap
{
    private readonly torch.nn.Module<Tensor, Tensor> _network;
    private readonly IReadOnlyList<Linear> _layers;

    public FeatureTap(torch.nn.Module<Tensor, Tensor> network)
    {
        _network = network;
        _layers = [.. NetworkModules.Of(network).Select(entry => entry.Module).OfType<Linear>()];
        if (_layers.Count == 0)
        {
            throw new ArgumentException(
                "has no Linear layer whose inputs could serve as features of an aleatoric head.", nameof(network));
        }
    }

    /// <summary>[N, F] features and [N, C] outputs of [N, …] inputs, both in the current dispose scope.</summary>
    public (Tensor Features, Tensor Outputs) Run(Tensor inputs)
    {
        Tensor? features = null;
        using EvaluationModeScope evaluation = new(_network);
        List<Action> hooks = [.. _layers.Select(layer => Attach(layer, input =>
        {
            features?.Dispose();
            features = input.alias().DetachFromDisposeScope();
        }))];
        try
        {
            using DisposeScope scope = torch.NewDisposeScope();
            // A network may dispose what it is given: the caller's tensor is not at its mercy.
            Tensor outputs = _network.call(inputs.alias());
            if (features is null)
            {
                throw new InvalidOperationException(
                    "No Linear layer of the network ran through call(x): its features cannot be read. Run layers by call, not forward.");
            }

            if (features.ndim != 2 || features.shape[0] != inputs.shape[0] || outputs.ndim != 2)
            {
                throw new InvalidOperationException(
                    $"An aleatoric head needs [N, F] features and [N, C] outputs with N = {inputs.shape[0]}; "
                    + $"got [{string.Join(", ", features.shape)}] and [{string.Join(", ", outputs.shape)}].");
            }

            Guard.FiniteOutputs(outputs);
            return scope.MoveToOuter(features.alias(), outputs);
        }
        finally
        {
            features?.Dispose();
            foreach (Action remove in hooks)
            {
                remove();
            }
        }
    }

    private static Action Attach(Linear layer, Action<Tensor> see) =>
        layer.register_forward_pre_hook((torch.nn.Module<Tensor, Tensor> module, Tensor input) =>
        {
            see(input);
            return input;
        }).remove;
}
