namespace Uncertainty.ActiveLearning;

/// <summary>The highest of the gains seen in one step, and who has them.</summary>
internal sealed class HighestGains
{
    // Sums of other length and order leave differences of this size between gains that are equal, such as those of two copies of an input.
    private const double Tie = 1e-12;

    private readonly List<(int Position, double Gain)> _seen = [];

    /// <summary>The highest gain; the lowest number where there is none.</summary>
    public double Best { get; private set; } = double.NegativeInfinity;

    /// <summary>Whoever cannot gain as much as this need not be looked at.</summary>
    public double Least => Best - (2 * Tie);

    /// <summary>The first of those whose gain counts as the highest; null where there is none.</summary>
    public int? First => _seen.Count == 0 ? null : _seen.Where(entry => entry.Gain >= Best - Tie).Min(entry => entry.Position);

    /// <summary>Takes note of a gain.</summary>
    public void Add(int position, double gain)
    {
        if (gain >= Best - Tie)
        {
            _seen.Add((position, gain));
            Best = Math.Max(Best, gain);
        }
    }
}
