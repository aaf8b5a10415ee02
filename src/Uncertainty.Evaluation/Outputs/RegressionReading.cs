using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>What the raw outputs of one network say of N inputs. Owns its tensors; none of them is to be disposed alone.</summary>
public sealed class RegressionReading : IDisposable
{
    /// <summary>Takes tensors over, out of the dispose scope they are in.</summary>
    internal RegressionReading(Tensor mean, Tensor aleatoric, Tensor? epistemic = null)
    {
        Mean = mean.DetachFromDisposeScope();
        Aleatoric = aleatoric.DetachFromDisposeScope();
        Epistemic = epistemic?.DetachFromDisposeScope();
    }

    /// <summary>[N, D, …] mean of the targets, in their unit.</summary>
    public Tensor Mean { get; }

    /// <summary>[N, D, …] variance of the targets' noise, in the square of their unit.</summary>
    public Tensor Aleatoric { get; }

    /// <summary>
    /// [N, D, …] variance of the mean that the network itself admits, in the square of the targets' unit; null where one network says
    /// nothing of it. Evidential networks do.
    /// </summary>
    public Tensor? Epistemic { get; }

    /// <summary>Gives the tensors back.</summary>
    public void Dispose()
    {
        Mean.Dispose();
        Aleatoric.Dispose();
        Epistemic?.Dispose();
    }
}
