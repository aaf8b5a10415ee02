using MathNet.Numerics.Distributions;

namespace Uncertainty.Ood;

/// <summary>
/// Watches the p-values of incoming inputs, one after the other and for ever, and says when they have become too small to be those of
/// inliers. The one object here that changes as it is used; not safe for several threads.
/// </summary>
/// <remarks>
/// <para>
/// A Shiryaev–Roberts sum of bets. A bet at level a puts a share c of a stake on the event p ≤ a; where its probability is at most a⁺ the bet
/// pays e = 1 + c (1{p ≤ a}/a⁺ - 1), on average at most 1. With R_t = (1 + R_{t-1}) e_t, R_t - t does not rise on average, and the alarm at R ≥ A
/// comes after A inputs or more, on average: Shin, Ramdas, Rinaldo, "E-detectors", New England Journal of Statistics in Data Science 2024;
/// Roberts, Technometrics 1966. R is the mean over levels 0.005, 0.02, 0.1, 0.3 and shares 0.02, 0.1, 0.5.
/// </para>
/// <para>
/// The p-values come from one calibration set of n inliers, for all inputs the same: given that set, p ≤ a has not the probability a, but one that
/// follows Beta(m, n + 1 - m), m = ⌊a (n + 1)⌋ (Vovk, "Conditional Validity of Inductive Conformal Predictors", ACML 2012). a⁺ is its upper
/// quantile, the risk shared by the levels. A test that took a for a⁺ would alarm sooner or later on inliers alone.
/// </para>
/// </remarks>
public sealed class DriftAlarm
{
    /// <summary>Smallest number of calibration inliers, for which the highest level has enough p-values.</summary>
    internal const int LeastCount = 10;

    private static readonly double[] Levels = [0.005, 0.02, 0.1, 0.3];
    private static readonly double[] Shares = [0.02, 0.1, 0.5];

    private readonly double _limit;
    private readonly Bet[] _bets;

    /// <summary>Begins to watch.</summary>
    /// <param name="count">Number n of calibration inliers that the p-values come from; at least 10.</param>
    /// <param name="options">How rarely it may be wrong; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 10.</exception>
    public DriftAlarm(int count, DriftAlarmOptions? options = null)
    {
        Guard.AtLeast(count, LeastCount);
        Options = options ?? new DriftAlarmOptions();
        _limit = Options.MeanRunLength;

        // A level below 1/(n + 1) has no p-value; the highest has one from 10 inliers on.
        double[] levels = [.. Levels.Where(level => Rank(level) >= 1)];
        _bets = [.. levels.SelectMany(level => Shares.Select(share => new Bet(level, Bound(level), share)))];

        double Bound(double level)
        {
            int rank = Rank(level);
            return Beta.InvCDF(rank, count + 1 - rank, 1 - (Options.CalibrationRisk / levels.Length));
        }

        // In decimal numbers: 0.3 · 1000 is 300, and not a little less.
        int Rank(double level) => (int)((decimal)level * (count + 1));
    }

    /// <summary>How rarely it may be wrong.</summary>
    public DriftAlarmOptions Options { get; }

    /// <summary>Inputs watched since the beginning, or since <see cref="Reset"/>.</summary>
    public long Inputs { get; private set; }

    /// <summary>
    /// Evidence for a drift, R, at least 0; the alarm is raised at <see cref="DriftAlarmOptions.MeanRunLength"/>. Stays as it was then.
    /// </summary>
    public double Evidence { get; private set; }

    /// <summary>Number of the input, from 1, at which the alarm was raised; null where it was not. It stays raised until <see cref="Reset"/>.</summary>
    public long? RaisedAt { get; private set; }

    /// <summary>Takes the p-value of the next input.</summary>
    /// <param name="pValue">In [0, 1].</param>
    /// <returns>Whether the alarm is raised.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="pValue"/> is not in [0, 1].</exception>
    public bool Observe(double pValue)
    {
        Guard.InRange(pValue, 0, 1);
        Inputs++;
        if (RaisedAt is null)
        {
            double sum = 0;
            foreach (Bet bet in _bets)
            {
                sum += bet.Take(pValue);
            }

            Evidence = sum / _bets.Length;
            RaisedAt = Evidence >= _limit ? Inputs : null;
        }

        return RaisedAt is not null;
    }

    /// <summary>Begins anew, after an alarm that has been seen to.</summary>
    public void Reset()
    {
        Inputs = 0;
        Evidence = 0;
        RaisedAt = null;
        foreach (Bet bet in _bets)
        {
            bet.Reset();
        }
    }

    private sealed class Bet(double level, double bound, double share)
    {
        private readonly double _won = 1 + (share * ((1 / bound) - 1));
        private readonly double _lost = 1 - share;
        private double _sum;

        public double Take(double pValue) => _sum = (1 + _sum) * (pValue <= level ? _won : _lost);

        public void Reset() => _sum = 0;
    }
}
