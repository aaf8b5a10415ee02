using Uncertainty.Evaluation;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>
/// A detector that changes the penultimate features and scores by the free energy of the logits that its head makes of them,
/// -ln Σ exp(W g(f) + b).
/// </summary>
/// <remarks>Not safe for several threads on one network.</remarks>
public abstract class ActivationDetector : FeatureDetector
{
    private protected ActivationDetector(FeatureReader reader, LinearHead head, IReadOnlyList<IDisposable>? owned = null)
        : base(reader, [head.Features], [head, .. owned ?? []])
    {
        Head = head;
    }

    /// <summary>The layer that gives the logits.</summary>
    private protected LinearHead Head { get; }

    /// <summary>[N, F] features as they go into the head, in the current dispose scope.</summary>
    private protected abstract Tensor Shape(Tensor features);

    private protected override Tensor ScoreReading(FeatureReading reading) => Head.Apply(Shape(reading.Features)).logsumexp(1).neg();
}
