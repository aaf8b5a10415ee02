using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>
/// What a model says of N inputs and how sure it is: prediction, and uncertainty in total, from the data (aleatoric) and from the
/// model (epistemic), of which the total is the sum. Owns its tensors.
/// </summary>
public abstract class UncertaintyResult : IDisposable
{
    private readonly List<Tensor> _owned = [];

    private protected UncertaintyResult()
    {
    }

    /// <summary>[N, C] mean prediction: class probabilities, or the means of a regression.</summary>
    public abstract Tensor Prediction { get; }

    /// <summary>Total uncertainty; higher is less sure.</summary>
    public abstract Tensor Total { get; }

    /// <summary>Aleatoric uncertainty, the data's: more training data would not take it away.</summary>
    public abstract Tensor Aleatoric { get; }

    /// <summary>Epistemic uncertainty, the model's: more training data like this input would take it away.</summary>
    public abstract Tensor Epistemic { get; }

    /// <summary>Gives the tensors back.</summary>
    public void Dispose()
    {
        foreach (Tensor tensor in _owned)
        {
            tensor.Dispose();
        }

        _owned.Clear();
        GC.SuppressFinalize(this);
    }

    private protected Tensor Own(Tensor tensor)
    {
        _owned.Add(tensor.DetachFromDisposeScope());
        return tensor;
    }
}
