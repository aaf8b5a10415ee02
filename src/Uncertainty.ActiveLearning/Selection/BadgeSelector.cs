using TorchSharp;
using Uncertainty.Bnn;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <summary>
/// Candidates whose gradients are large and unlike each other: k-means++ on the gradients that their predicted classes would give to the last
/// layer. The first is the one of the largest gradient, the first of equals; each next one is drawn with the probability D²/ΣD², D the Euclidean
/// distance to the nearest gradient chosen before. Scores are the squared norm of the first and D² of the others. Needs features and logits of
/// the candidates, and looks at no draws.
/// </summary>
/// <remarks>
/// Ash, Zhang, Krishnamurthy, Langford, Agarwal, "Deep Batch Active Learning by Diverse, Uncertain Gradient Lower Bounds" (BADGE), ICLR 2020,
/// Algorithm 1, with the first centre of the authors' code. The gradients are g = (onehot(ŷ) - p) ⊗ f, p the softmax of the logits, ŷ its class
/// and f the features, without the bias; their sign plays no part. No [N, C·F] matrix is made: ‖g - g'‖² = ‖g‖² + ‖g'‖² - 2 (a·a')(f·f'), a the
/// first factor, so that a step costs N (C + F). Where all candidates left lie on gradients that are chosen, the lowest number is taken.
/// </remarks>
public sealed class BadgeSelector : BatchSelector
{
    /// <summary>The gradients themselves, for few candidates: (onehot(ŷ) - p) ⊗ f.</summary>
    /// <param name="features">Features and logits.</param>
    /// <returns>[N, C·F] gradients with the opposite sign, class by class, in double precision. A new tensor, the caller's.</returns>
    /// <exception cref="InvalidOperationException">The logits are not known, are of one class, or are probabilities.</exception>
    public static Tensor Gradients(CandidateFeatures features) => Rows(Guard.NotNull(features)).ToTensor();

    private protected override void Fill(GreedyChoice choice, CandidateSet candidates, long seed, CancellationToken cancellationToken)
    {
        GradientRows rows = Rows(candidates.Features(cancellationToken));
        PlusPlusSeeding seeding = new(rows);
        bool[] open = new bool[rows.Count];
        for (int step = 0; !choice.IsFull; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int i = 0; i < open.Length; i++)
            {
                open[i] = choice.IsOpen(i);
            }

            if (!open.Contains(true))
            {
                return;
            }

            int chosen = step == 0
                ? Largest(rows.SquaredNorms, open)
                : PlusPlusSeeding.Draw(seeding.Probabilities(open), Seeds.Uniform(seed, step));
            choice.Take(chosen, step == 0 ? rows.SquaredNorms[chosen] : seeding.SquaredDistances[chosen]);
            seeding.Add(chosen);
        }
    }

    private static int Largest(IReadOnlyList<double> values, bool[] open) => Enumerable.Range(0, open.Length)
        .Where(i => open[i])
        .Aggregate((best, i) => values[i] > values[best] ? i : best);

    private static GradientRows Rows(CandidateFeatures features)
    {
        Tensor logits = features.Logits ?? throw new InvalidOperationException(
            "The candidates' logits are needed and are not known: read the features where the layer behind them is known.");
        if (logits.shape[1] < 2)
        {
            throw new InvalidOperationException("The candidates' logits must be of at least 2 classes; got 1.");
        }

        return AreProbabilities(logits)
            ? throw new InvalidOperationException("The candidates' logits are probabilities, every row of them: give what comes before the softmax.")
            : new GradientRows(features.Values, logits);
    }

    private static bool AreProbabilities(Tensor logits)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return logits.min().item<double>() >= 0 && (logits.sum(1) - 1).abs().max().item<double>() <= 1e-4;
    }
}
