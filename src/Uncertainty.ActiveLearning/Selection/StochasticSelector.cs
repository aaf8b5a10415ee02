using Uncertainty.Bnn;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <summary>
/// A batch drawn at random, the higher the score the more likely, without replacement: almost as cheap as taking the highest scores, without
/// taking many of a kind. With the mutual information as the score: PowerBALD, softmax-BALD and soft-rank BALD. Scores of the choice are those
/// of the acquisition function.
/// </summary>
/// <remarks>
/// Kirsch, Farquhar, Atighehchian, Jesson, Branchaud-Charron, Gal, "Stochastic Batch Acquisition: A Simple Baseline for Deep Active Learning",
/// 2021. Each candidate gets a Gumbel number on top of the logarithm of its chance, and the highest sums are taken, which is the same as
/// drawing one after another. The number goes by seed and position.
/// </remarks>
public sealed class StochasticSelector : BatchSelector
{
    // What rounding may leave of a score that is 0.
    private const double Rounding = 1e-9;

    private readonly AcquisitionFunction _function;
    private readonly StochasticRule _rule;
    private readonly double _coldness;

    /// <summary>Takes what scores candidates, and how scores become chances.</summary>
    /// <param name="function">What scores the candidates.</param>
    /// <param name="rule">How scores become chances. Default <see cref="StochasticRule.Power"/>.</param>
    /// <param name="coldness">
    /// The paper's β, one over a temperature. Default 1; finite and greater than 0. The higher, the nearer to taking the highest scores; near 0
    /// all candidates are as likely.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such rule, or <paramref name="coldness"/> is no positive number.</exception>
    public StochasticSelector(AcquisitionFunction function, StochasticRule rule = StochasticRule.Power, double coldness = 1)
    {
        _function = Guard.NotNull(function);
        _rule = Guard.Named(rule);
        _coldness = Guard.Positive(coldness);
    }

    private protected override void Fill(GreedyChoice choice, CandidateSet candidates, long seed, CancellationToken cancellationToken)
    {
        using Tensor values = candidates.Score(_function, cancellationToken);
        double[] scores = PlainNumbers.Of(values);
        double[] logarithms = Logarithms(scores, _rule, _coldness);
        double[] noise = [.. Enumerable.Range(0, scores.Length).Select(position => Gumbel(Seeds.Uniform(seed, position)))];

        // Chances of 0 are limits of equal ones: among themselves the noise alone decides.
        IEnumerable<int> order = Enumerable.Range(0, scores.Length)
            .OrderByDescending(position => logarithms[position] + noise[position])
            .ThenByDescending(position => noise[position]);
        foreach (int position in order)
        {
            if (choice.IsFull)
            {
                return;
            }

            choice.TryTake(position, scores[position]);
        }
    }

    /// <summary>The chance of each candidate to be the first; equal where all scores of <see cref="StochasticRule.Power"/> are 0.</summary>
    internal static double[] Chances(double[] scores, StochasticRule rule, double coldness)
    {
        double[] logarithms = Logarithms(scores, rule, coldness);
        double highest = logarithms.Max();
        double[] shares = [.. logarithms.Select(value => value == highest ? 1 : Math.Exp(value - highest))];
        double sum = shares.Sum();
        return [.. shares.Select(share => share / sum)];
    }

    private static double[] Logarithms(double[] scores, StochasticRule rule, double coldness) => rule switch
    {
        StochasticRule.Power => [.. scores.Select(score => coldness * Math.Log(NotNegative(score)))],
        StochasticRule.Softmax => [.. scores.Select(score => coldness * score)],
        _ => [.. Ranks(scores).Select(rank => -coldness * Math.Log(rank))],
    };

    private static double NotNegative(double score) => score >= -Rounding
        ? Math.Max(score, 0)
        : throw new InvalidOperationException(
            $"Scores must not be negative to be raised to a power; the acquisition function gave {score:G6}. Take the softmax or the ranks.");

    private static double[] Ranks(double[] scores)
    {
        double[] ranks = new double[scores.Length];
        int above = 0;
        foreach (IGrouping<double, int> equal in Enumerable.Range(0, scores.Length).GroupBy(position => scores[position]).OrderByDescending(group => group.Key))
        {
            int[] positions = [.. equal];
            foreach (int position in positions)
            {
                ranks[position] = above + ((positions.Length + 1) / 2.0);
            }

            above += positions.Length;
        }

        return ranks;
    }

    private static double Gumbel(double uniform) => -Math.Log(-Math.Log(uniform));
}
