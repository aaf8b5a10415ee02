namespace UciRegression.Data;

/// <summary>Mean 0 and standard deviation 1 (divisor N) on the examples it was made of; a constant input is only centred.</summary>
internal sealed class Standardization
{
    private readonly (double Mean, double Deviation)[] _inputs;
    private readonly (double Mean, double Deviation) _target;

    internal Standardization(Examples examples)
    {
        _inputs = [.. Enumerable.Range(0, examples.Features).Select(feature => Moments([.. examples.Inputs.Select(row => row[feature])]))];
        _target = Moments(examples.Targets);
    }

    /// <summary>Standard deviation of the targets: what one standardized unit is in the unit of the data.</summary>
    internal double TargetDeviation => _target.Deviation;

    internal double TargetMean => _target.Mean;

    /// <summary>[N, D] standardized inputs, row-major.</summary>
    internal float[] Inputs(Examples examples) =>
        [.. examples.Inputs.SelectMany(row => row.Select((value, feature) => (float)Apply(value, _inputs[feature])))];

    /// <summary>[N] standardized targets.</summary>
    internal float[] Targets(Examples examples) => Array.ConvertAll(examples.Targets, value => (float)Apply(value, _target));

    private static double Apply(double value, (double Mean, double Deviation) moments) => (value - moments.Mean) / moments.Deviation;

    private static (double Mean, double Deviation) Moments(double[] values)
    {
        double mean = values.Average();
        double deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        return (mean, deviation == 0 ? 1 : deviation);
    }
}
