namespace Uncertainty.Bnn;

/// <summary>
/// A learning rate that falls to nearly 0 along half a cosine, again and again: large steps find another mode of the posterior, and small ones
/// then sample it. In the first part of each cycle there is no noise.
/// </summary>
/// <remarks>
/// Zhang, Li, Zhang, Chen, Wilson, "Cyclical Stochastic Gradient MCMC for Bayesian Deep Learning", ICLR 2020, Eq. (1) and Algorithm 1:
/// η_k = η_1 / 2 (cos(π r) + 1) with r = mod(k − 1, ⌈K/M⌉) / ⌈K/M⌉ for step k of K in M cycles; the chain samples where r is at least β.
/// </remarks>
public sealed record CyclicalSchedule : LearningRateSchedule
{
    private readonly int _cycles = 4;
    private readonly double _exploration = 0.8;

    /// <summary>Number of cycles M. Default 4; at least 1. The last is shorter where M does not divide the number of steps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Cycles
    {
        get => _cycles;
        init => _cycles = Guard.AtLeast(value, 1, nameof(Cycles));
    }

    /// <summary>β, the share of a cycle that only explores, without noise and without samples. Default 0.8; in [0, 1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not at least 0 and below 1.</exception>
    public double Exploration
    {
        get => _exploration;
        init => _exploration = value is >= 0 and < 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Exploration), value, "must be at least 0 and below 1.");
    }

    private protected override double Rate(int before, int steps) =>
        LearningRate / 2 * (Math.Cos(Math.PI * Progress(before, steps)) + 1);

    private protected override bool Samples(int before, int steps) => Progress(before, steps) >= Exploration;

    private double Progress(int before, int steps)
    {
        int length = (int)((steps - 1L) / Cycles) + 1;
        return before % length / (double)length;
    }
}
