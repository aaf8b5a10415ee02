namespace EstimatorVariance;

/// <summary>A mean and its standard error.</summary>
internal readonly record struct Estimate(double Value, double Error)
{
    internal static Estimate Of(IReadOnlyCollection<double> values)
    {
        double mean = values.Average();
        double variance = values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1);
        return new Estimate(mean, Math.Sqrt(variance / values.Count));
    }

    /// <summary>The ratio to an estimate that is independent of this one, to first order.</summary>
    internal Estimate Over(Estimate other)
    {
        double ratio = Value / other.Value;
        double relative = (Error * Error / (Value * Value)) + (other.Error * other.Error / (other.Value * other.Value));
        return new Estimate(ratio, ratio * Math.Sqrt(relative));
    }
}
