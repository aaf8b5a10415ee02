using TorchSharp;
using Uncertainty.Bnn;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>
/// Moves inputs a small step up what a network says of them: x + ε / scale · sign(∂ objective / ∂x), each input for itself. Parameters and their
/// gradients stay as they are, and so do the inputs.
/// </summary>
/// <param name="network">The network, in evaluation mode for the time of the pass.</param>
/// <param name="step">ε.</param>
/// <param name="scale">What inputs were divided by: one number, or one for each channel (dimension 1); null for 1.</param>
internal sealed class InputStep(torch.nn.Module<Tensor, Tensor> network, double step, IReadOnlyList<double>? scale)
{
    /// <summary>[N, …] moved inputs, in the current dispose scope.</summary>
    /// <param name="inputs">[N, …] inputs.</param>
    /// <param name="objective">From the outputs to [N] what is to rise; differentiable.</param>
    public Tensor Move(Tensor inputs, Func<Tensor, Tensor> objective)
    {
        Guard.FloatingPoint(inputs);
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor width = Width(inputs);
        using EvaluationModeScope evaluation = new(network);
        Tensor gradient = Gradient(inputs, objective);
        return (inputs.detach() + (gradient.sign() * width)).MoveToOuterDisposeScope();
    }

    private Tensor Gradient(Tensor inputs, Func<Tensor, Tensor> objective)
    {
        using IDisposable gradients = torch.enable_grad();
        Tensor point = inputs.detach().clone().requires_grad_(true);

        // A sum: as no input has a part in another's outputs, its gradient is each input's own. A network may change what it is given in place.
        Tensor sum = objective(network.call(point.clone())).sum();
        Tensor? gradient = sum.requires_grad ? torch.autograd.grad([sum], [point], allow_unused: true)[0] : null;
        return gradient is not null && !gradient.IsInvalid
            ? Guard.FiniteOutputs(gradient, "gradient of the network")
            : throw new InvalidOperationException(
                "The network's outputs have no gradient with respect to its inputs, which the inputs are moved along: the network cuts it off.");
    }

    private Tensor Width(Tensor inputs)
    {
        double[] widths = [.. (scale ?? [1.0]).Select(divisor => step / divisor)];
        if (widths.Length > 1 && (inputs.ndim < 2 || inputs.shape[1] != widths.Length))
        {
            throw new ArgumentException(
                $"must be [N, {widths.Length}, …], one channel for each number of the scale; got [{string.Join(", ", inputs.shape)}].", nameof(inputs));
        }

        Tensor width = torch.tensor(widths, dtype: torch.ScalarType.Float64).to(inputs.device).to_type(inputs.dtype);
        return widths.Length == 1 ? width : width.reshape([1, -1, .. Enumerable.Repeat(1L, (int)inputs.ndim - 2)]);
    }
}
