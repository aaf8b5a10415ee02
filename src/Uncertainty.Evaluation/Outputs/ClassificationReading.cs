using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>What the raw outputs of one network say of N inputs. Owns its tensors; none of them is to be disposed alone.</summary>
public sealed class ClassificationReading : IDisposable
{
    /// <summary>Takes tensors over, out of the dispose scope they are in.</summary>
    internal ClassificationReading(Tensor probabilities, Tensor aleatoric)
    {
        Probabilities = probabilities.DetachFromDisposeScope();
        Aleatoric = aleatoric.DetachFromDisposeScope();
    }

    /// <summary>[N, C, …] class probabilities.</summary>
    public Tensor Probabilities { get; }

    /// <summary>
    /// [N, …] the part of the entropy of <see cref="Probabilities"/> that is the data's, in [0, ln C] nats: all of it where one network does
    /// not say how sure it is of its own probabilities. Evidential networks do.
    /// </summary>
    public Tensor Aleatoric { get; }

    /// <summary>Gives the tensors back.</summary>
    public void Dispose()
    {
        Probabilities.Dispose();
        Aleatoric.Dispose();
    }
}
