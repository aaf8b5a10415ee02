using Uncertainty.Bnn;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <summary>
/// Wrong answers of an annotator, by a confusion matrix. Whether the answer to an input is wrong, and how, follows from the seed, the
/// number of the input and its class alone, so that a repeated question has the same answer.
/// </summary>
public sealed class LabelNoise
{
    private readonly double[][] _confusions;
    private readonly long _seed;

    private LabelNoise(double[][] confusions, long seed)
    {
        _confusions = confusions;
        _seed = seed;
    }

    /// <summary>Number of classes C.</summary>
    public int Classes => _confusions.Length;

    /// <summary>
    /// A share of the answers is replaced by one of the other classes, each as likely. What a smaller share replaces, a greater one replaces
    /// too.
    /// </summary>
    /// <param name="classes">Number of classes C; at least 2.</param>
    /// <param name="share">Probability that an answer is wrong; in [0, 1].</param>
    /// <param name="seed">Seed of which are.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> or <paramref name="share"/> is out of range.</exception>
    public static LabelNoise Uniform(int classes, double share, long seed = 0)
    {
        Guard.AtLeast(classes, 2);
        Guard.InRange(share, 0, 1);
        double[][] confusions = [.. Enumerable.Range(0, classes)
            .Select(truth => Enumerable.Range(0, classes).Select(c => c == truth ? 1 - share : share / (classes - 1)).ToArray())];
        return new LabelNoise(confusions, seed);
    }

    /// <summary>Answers by a confusion matrix.</summary>
    /// <param name="matrix">[C, C] probabilities: row c of what is answered where the class is c. Of a floating-point type; C at least 2.</param>
    /// <param name="seed">Seed of the answers.</param>
    /// <exception cref="ArgumentException"><paramref name="matrix"/> is not square, or a row is no distribution.</exception>
    public static LabelNoise Confusion(Tensor matrix, long seed = 0)
    {
        Guard.Rank(matrix, 2, "[C, C]");
        if (matrix.shape[0] != matrix.shape[1] || matrix.shape[0] < 2)
        {
            throw new ArgumentException($"must be [C, C] with C at least 2; got [{string.Join(", ", matrix.shape)}].", nameof(matrix));
        }

        Guard.FloatingPoint(matrix);
        Guard.Finite(matrix);
        Guard.Distribution(matrix, 1);
        return new LabelNoise([.. PlainNumbers.Of(matrix).Chunk((int)matrix.shape[1])], seed);
    }

    /// <summary>What is answered.</summary>
    /// <param name="index">Number of the input; at least 0.</param>
    /// <param name="truth">Its class; in [0, C).</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such number or class.</exception>
    public long Answer(int index, long truth)
    {
        Guard.AtLeast(index, 0);
        if (truth < 0 || truth >= Classes)
        {
            throw new ArgumentOutOfRangeException(nameof(truth), truth, $"must be in range [0, {Classes - 1}].");
        }

        // The true class comes last, so that the numbers of wrong answers are the smallest: u < share.
        double[] row = _confusions[truth];
        double rest = Seeds.Uniform(_seed, index);
        long last = truth;
        for (int c = 0; c < row.Length; c++)
        {
            if (c == truth || row[c] == 0)
            {
                continue;
            }

            last = c;
            rest -= row[c];
            if (rest < 0)
            {
                return c;
            }
        }

        // Where the truth is never said, what rounding leaves of the row is the last of the others.
        return row[truth] > 0 ? truth : last;
    }
}
