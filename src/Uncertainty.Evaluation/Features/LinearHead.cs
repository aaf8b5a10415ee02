using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>The last layer of a classifier, from features to logits: W f + b. A copy in double precision. Immutable; owns its tensors.</summary>
public sealed class LinearHead : IDisposable
{
    /// <summary>Copies a layer.</summary>
    /// <param name="weight">[C, F] weights W; finite, C at least 2.</param>
    /// <param name="bias">[C] biases b; null for zeros.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or a value is not finite.</exception>
    public LinearHead(Tensor weight, Tensor? bias = null)
    {
        Guard.Rank(weight, 2, "[C, F]");
        Guard.Finite(weight);
        if (weight.shape[0] < 2)
        {
            throw new ArgumentException($"must have at least 2 rows, one for each class; got {weight.shape[0]}.", nameof(weight));
        }

        if (bias is not null && (bias.ndim != 1 || bias.shape[0] != weight.shape[0]))
        {
            throw new ArgumentException($"must be [{weight.shape[0]}], one for each class; got [{string.Join(", ", bias.shape)}].", nameof(bias));
        }

        if (bias is not null)
        {
            Guard.Finite(bias);
        }

        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradient = torch.no_grad();
        Weight = Copy(weight);
        Bias = Copy(bias ?? torch.zeros(weight.shape[0], dtype: torch.ScalarType.Float64, device: weight.device));
    }

    /// <summary>[C, F] weights W.</summary>
    public Tensor Weight { get; }

    /// <summary>[C] biases b.</summary>
    public Tensor Bias { get; }

    /// <summary>Number of classes C.</summary>
    public int Classes => (int)Weight.shape[0];

    /// <summary>Number of features F.</summary>
    public int Features => (int)Weight.shape[1];

    /// <summary>[N, C] logits. A new tensor, the caller's.</summary>
    /// <param name="features">[N, F] features in double precision.</param>
    /// <exception cref="ArgumentException">They are of another width.</exception>
    public Tensor Apply(Tensor features)
    {
        Guard.Rank(features, 2, $"[N, {Features}]");
        if (features.shape[1] != Features)
        {
            throw new ArgumentException($"must be [N, {Features}]; got [{string.Join(", ", features.shape)}].", nameof(features));
        }

        using DisposeScope scope = torch.NewDisposeScope();
        return (features.matmul(Weight.t()) + Bias).MoveToOuterDisposeScope();
    }

    /// <summary>Gives the tensors back.</summary>
    public void Dispose()
    {
        Weight.Dispose();
        Bias.Dispose();
    }

    private static Tensor Copy(Tensor value) => value.detach().to_type(torch.ScalarType.Float64).clone().DetachFromDisposeScope();
}
