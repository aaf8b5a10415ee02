namespace Uncertainty.Testing;

/// <summary>How far a value may be off.</summary>
public readonly record struct ReferenceTolerance(double Absolute, double Relative)
{
    /// <summary>Equal infinities and not-a-numbers meet each other; nothing else meets them.</summary>
    public bool IsMet(double expected, double got) =>
        expected.Equals(got)
        || (double.IsFinite(expected) && double.IsFinite(got)
            && Math.Abs(got - expected) <= Absolute + (Relative * Math.Max(Math.Abs(got), Math.Abs(expected))));
}
