using TorchSharp;
using Uncertainty.Bnn;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <summary>
/// As many of each class in a batch as can be, by the classes that the mean of the draws predicts; ties go to the lowest class. Needs draws of class
/// probabilities.
/// </summary>
/// <param name="withLabelled">
/// Whether labels that are known already count too: classes that have few of them are then filled up first. Default false.
/// </param>
/// <remarks>
/// Every class is filled up to the same level, as far as there are candidates of it, and where the batch does not divide evenly as many classes
/// as it takes get one more: those whose candidates the selector comes to first. Costs one more pass over the draws of all candidates. A second
/// constraint that shuts out most candidates of a class can leave the batch short, which is an error.
/// </remarks>
public sealed class ClassBalance(bool withLabelled = false) : ISelectionConstraint
{
    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">There are no draws, they are no class probabilities, or a label is none of their classes.</exception>
    public ISelectionCheck Begin(CandidateSet candidates, int count, CancellationToken cancellationToken = default)
    {
        Guard.NotNull(candidates);
        List<int> predicted = [];
        int classes = 0;
        foreach (PredictiveSamples draws in candidates.Draws(cancellationToken))
        {
            using (draws)
            {
                predicted.AddRange(Predicted(draws));
                classes = draws.Outputs;
            }
        }

        int[] available = new int[classes];
        predicted.ForEach(number => available[number]++);
        return new Check(predicted, new ClassQuotas(available, Labelled(candidates, classes), count));
    }

    private static int[] Predicted(PredictiveSamples draws)
    {
        if (draws.Values.ndim != 3 || draws.Outputs < 2)
        {
            throw new InvalidOperationException(
                $"Class probabilities [S, N, C] of at least 2 classes are needed to balance classes; the draws are [{string.Join(", ", draws.Values.shape)}].");
        }

        using DisposeScope scope = torch.NewDisposeScope();
        Tensor mean = draws.Values.mean([0], type: torch.ScalarType.Float64);
        FeatureRows rows = new(mean);
        return [.. Enumerable.Range(0, rows.Count).Select(i => System.Numerics.Tensors.TensorPrimitives.IndexOfMax<double>(rows[i]))];
    }

    private int[] Labelled(CandidateSet candidates, int classes)
    {
        int[] counts = new int[classes];
        foreach (Label label in withLabelled ? candidates.Labels : [])
        {
            if (label.Class < 0 || label.Class >= classes)
            {
                throw new InvalidOperationException($"Labels must be classes in range [0, {classes - 1}], as the draws have; got {label}.");
            }

            counts[label.Class]++;
        }

        return counts;
    }

    private sealed class Check(IReadOnlyList<int> predicted, ClassQuotas quotas) : ISelectionCheck
    {
        public bool Allows(int position) => quotas.Allows(predicted[position]);

        public void Take(int position) => quotas.Take(predicted[position]);
    }
}
