using TorchSharp;
using Uncertainty.Bnn;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>Reads what layers of a network are given or give, together with its outputs: one deterministic pass in evaluation mode.</summary>
internal sealed class LayerTap(
    torch.nn.Module<Tensor, Tensor> network, IReadOnlyList<(string Name, torch.nn.Module<Tensor, Tensor> Layer, LayerSide Side)> layers)
{
    /// <summary>Features and outputs in the current dispose scope. A layer that runs more than once is read when it runs last.</summary>
    public (IReadOnlyList<Tensor> Layers, Tensor? Outputs) Run(Tensor inputs)
    {
        Tensor?[] seen = new Tensor?[layers.Count];
        using EvaluationModeScope evaluation = new(network);
        try
        {
            using DisposeScope scope = torch.NewDisposeScope();
            Tensor outputs;
            using (HookScope hooks = new(layers.Select((entry, index) => Attach(entry.Layer, entry.Side, value => Keep(index, value)))))
            {
                // A network may dispose what it is given, or work in place on it: the caller's tensor is not at its mercy.
                outputs = network.call(inputs.clone());
            }

            int absent = Array.IndexOf(seen, null);
            if (absent >= 0)
            {
                throw new InvalidOperationException(
                    $"Layer '{layers[absent].Name}' did not run through call(x): its features cannot be read. Run layers by call, not forward.");
            }

            return ([.. seen.Select(value => value!.alias().MoveToOuterDisposeScope())], outputs.alias().MoveToOuterDisposeScope());
        }
        finally
        {
            foreach (Tensor? value in seen)
            {
                value?.Dispose();
            }
        }

        // What comes after the layer may work in place on what it gave.
        void Keep(int index, Tensor value)
        {
            seen[index]?.Dispose();
            seen[index] = value.detach().clone().DetachFromDisposeScope();
        }
    }

    private static Action Attach(torch.nn.Module<Tensor, Tensor> layer, LayerSide side, Action<Tensor> see) => side == LayerSide.Input
        ? layer.register_forward_pre_hook((torch.nn.Module<Tensor, Tensor> _, Tensor input) =>
        {
            see(input);
            return input;
        }).remove
        : layer.register_forward_hook((torch.nn.Module<Tensor, Tensor> _, Tensor _, Tensor output) =>
        {
            see(output);
            return output;
        }).remove;
}
