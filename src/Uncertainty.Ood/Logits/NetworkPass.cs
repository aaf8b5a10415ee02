using TorchSharp;
using Uncertainty.Bnn;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>Passes through a network that leave it as it was, and what they must give.</summary>
internal static class NetworkPass
{
    /// <summary>[N, C] logits of one deterministic pass in evaluation mode, without gradients; in the current dispose scope.</summary>
    public static Tensor Logits(torch.nn.Module<Tensor, Tensor> network, Tensor inputs) => Logits(Outputs(network, inputs), inputs.shape[0]);

    /// <summary>What one deterministic pass in evaluation mode gives, without gradients; in the current dispose scope.</summary>
    public static Tensor Outputs(torch.nn.Module<Tensor, Tensor> network, Tensor inputs)
    {
        using EvaluationModeScope evaluation = new(network);

        // A network may dispose what it is given, or work in place on it: the caller's tensor is not at its mercy.
        return network.call(inputs.clone());
    }

    /// <summary>Outputs of a network that are [N, C] logits, finite.</summary>
    public static Tensor Logits(Tensor outputs, long inputs) => outputs.ndim == 2 && outputs.shape[0] == inputs && outputs.shape[1] >= 2
        ? Guard.FiniteOutputs(outputs)
        : throw new InvalidOperationException(
            $"The network must give [N, C] logits with N = {inputs} and C at least 2; got [{string.Join(", ", outputs.shape)}].");
}
