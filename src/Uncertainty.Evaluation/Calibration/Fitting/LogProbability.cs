namespace Uncertainty.Evaluation;

/// <summary>Logarithms of probabilities, with a floor under those that have none.</summary>
internal static class LogProbability
{
    public static double Checked(double floor, string name) => floor is >= 0 and < 0.5
        ? floor
        : throw new ArgumentOutOfRangeException(name, floor, "must be at least 0 and less than 0.5.");

    /// <summary>Logarithms of values in [0, 1].</summary>
    public static double[] Of(ReadOnlySpan<double> probabilities, double floor, string name)
    {
        double[] logarithms = new double[probabilities.Length];
        for (int i = 0; i < logarithms.Length; i++)
        {
            logarithms[i] = probabilities[i] > 0 || floor > 0
                ? Math.Log(Math.Max(probabilities[i], floor))
                : throw SpanGuard.Element("greater than 0, or a Floor be set", probabilities[i], i, name);
        }

        return logarithms;
    }
}
