namespace Uncertainty.Ood;

/// <summary>What a screen has seen so far.</summary>
/// <param name="Accepted">Inputs accepted.</param>
/// <param name="Flagged">Inputs flagged.</param>
/// <param name="Failed">Inputs that failed.</param>
public readonly record struct ScreenCounts(long Accepted, long Flagged, long Failed)
{
    /// <summary>All inputs.</summary>
    public long Total => Accepted + Flagged + Failed;

    /// <summary>Share of the inputs that have a score which are flagged, in [0, 1]; 0 where there is none.</summary>
    public double FlaggedShare => Accepted + Flagged == 0 ? 0 : Flagged / (double)(Accepted + Flagged);
}
