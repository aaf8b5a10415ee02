using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <summary>Features of candidates and of inputs that are labelled already. Owns its tensors, which are copies in double precision, on the CPU.</summary>
public sealed class CandidateFeatures : IDisposable
{
    /// <summary>Copies features.</summary>
    /// <param name="values">[N, F] features of the candidates; finite.</param>
    /// <param name="logits">[N, C] what the network gives for them, for selectors that look at gradients; null where it is not known.</param>
    /// <param name="labelled">[L, F] features of the inputs that are labelled already; null for none.</param>
    /// <exception cref="ArgumentException">The shapes do not go together, or a value is not finite.</exception>
    public CandidateFeatures(Tensor values, Tensor? logits = null, Tensor? labelled = null)
    {
        Guard.Rank(values, 2, "[N, F]");
        Guard.Finite(values);
        if (logits is not null)
        {
            Guard.Rank(logits, 2, "[N, C]");
            Guard.Finite(logits);
            Same(logits.shape[0], values.shape[0], "candidates", nameof(logits));
        }

        if (labelled is not null)
        {
            Guard.Rank(labelled, 2, "[L, F]");
            Guard.Finite(labelled);
            Same(labelled.shape[1], values.shape[1], "features", nameof(labelled));
        }

        using DisposeScope scope = torch.NewDisposeScope();
        Values = Copy(values);
        Logits = logits is null ? null : Copy(logits);
        Labelled = labelled is null ? null : Copy(labelled);
    }

    /// <summary>Number of candidates N.</summary>
    public int Count => (int)Values.shape[0];

    /// <summary>[N, F] features of the candidates.</summary>
    public Tensor Values { get; }

    /// <summary>[N, C] what the network gives for the candidates; null where it is not known.</summary>
    public Tensor? Logits { get; }

    /// <summary>[L, F] features of the inputs that are labelled already; null where there are none.</summary>
    public Tensor? Labelled { get; }

    /// <summary>Gives the tensors back.</summary>
    public void Dispose()
    {
        Values.Dispose();
        Logits?.Dispose();
        Labelled?.Dispose();
    }

    private static void Same(long got, long expected, string what, string name)
    {
        if (got != expected)
        {
            throw new ArgumentException($"must be of {expected} {what}; got {got}.", name);
        }
    }

    private static Tensor Copy(Tensor value) => value.detach().cpu().to_type(torch.ScalarType.Float64).clone().DetachFromDisposeScope();
}
