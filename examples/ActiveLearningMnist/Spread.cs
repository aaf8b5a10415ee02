namespace ActiveLearningMnist;

/// <summary>A number over several seeds.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Deviation">The standard deviation, of n - 1; null for one seed.</param>
internal sealed record Spread(double Mean, double? Deviation)
{
    public static Spread Of(IReadOnlyList<double> values)
    {
        double mean = values.Average();
        return new Spread(
            mean, values.Count < 2 ? null : Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1)));
    }
}
