using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <summary>A question to an oracle: what is the label of this input?</summary>
public sealed class OracleQuery
{
    private readonly IPool _pool;

    /// <summary>Asks about an input of a pool.</summary>
    /// <param name="pool">Where the input is.</param>
    /// <param name="index">Its number.</param>
    /// <param name="round">The round that asks; 0 for the initial labels.</param>
    /// <param name="score">What it was chosen by; not a number where it was not chosen by a score.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such input, or <paramref name="round"/> is negative.</exception>
    public OracleQuery(IPool pool, int index, int round = 0, double score = double.NaN)
    {
        _pool = Guard.NotNull(pool);
        PoolIndices.Check([index], pool.Count, nameof(index));
        Index = index;
        Round = Guard.AtLeast(round, 0);
        Score = score;
    }

    /// <summary>Number of the input in the pool: what the query is known by.</summary>
    public int Index { get; }

    /// <summary>The round that asks; 0 for the initial labels.</summary>
    public int Round { get; }

    /// <summary>What the input was chosen by; not a number where it was not chosen by a score.</summary>
    public double Score { get; }

    /// <summary>[…] the input itself. A new tensor, the caller's.</summary>
    public Tensor Input()
    {
        using Tensor batch = _pool.Inputs([Index]);
        return batch[0];
    }
}
