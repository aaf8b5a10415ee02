namespace MnistCalibration;

/// <summary>Mean, and standard deviation with one less than their number as the divisor; 0 for a single value.</summary>
internal readonly record struct MeanSpread(double Mean, double Deviation)
{
    internal static MeanSpread Of(IEnumerable<double> values)
    {
        double[] all = [.. values];
        double mean = all.Average();
        return new MeanSpread(mean, Math.Sqrt(all.Sum(value => (value - mean) * (value - mean)) / Math.Max(1, all.Length - 1)));
    }

    internal string Text(string format, double factor = 1) =>
        $"{Number.Text(Mean * factor, format)} ± {Number.Text(Deviation * factor, format.TrimStart('+').Split(';')[0])}";
}
