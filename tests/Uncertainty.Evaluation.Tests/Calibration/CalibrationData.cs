namespace Uncertainty.Evaluation.Tests;

/// <summary>Made-up classifiers that are overconfident by a known temperature, by seed.</summary>
internal static class CalibrationData
{
    public const int Classes = 4;

    /// <summary>[N, C] logits, and labels drawn from the softmax of the logits divided by the temperature.</summary>
    public static (double[] Logits, long[] Labels) Classifier(int seed, int count, double temperature, int classes = Classes)
    {
        Random random = new(seed);
        double[] logits = new double[count * classes];
        long[] labels = new long[count];
        TemperatureScaling truth = TemperatureScaling.FromTemperature(temperature, classes);
        for (int i = 0; i < logits.Length; i++)
        {
            logits[i] = 2 * temperature * MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, 1 - random.NextDouble());
        }

        double[] probabilities = truth.Apply(logits);
        for (int i = 0; i < count; i++)
        {
            double left = random.NextDouble();
            while (labels[i] < classes - 1 && (left -= probabilities[(i * classes) + labels[i]]) >= 0)
            {
                labels[i]++;
            }
        }

        return (logits, labels);
    }

    public static double[] Softmax(double[] logits, int classes = Classes) => TemperatureScaling.FromTemperature(1, classes).Apply(logits);

    /// <summary>The logits of class 1 over class 0, and whether class 1 it is.</summary>
    public static (double[] Scores, bool[] IsPositive) Binary(int seed, int count, double temperature)
    {
        (double[] logits, long[] labels) = Classifier(seed, count, temperature, 2);
        return ([.. logits.Chunk(2).Select(row => row[1] - row[0])], [.. labels.Select(label => label == 1)]);
    }

    /// <summary>Normal predictions whose deviations are too small by a factor.</summary>
    public static (double[] Means, double[] Deviations, double[] Targets) Regression(int seed, int count, double factor)
    {
        Random random = new(seed);
        double[] means = [.. Enumerable.Range(0, count).Select(_ => 4 * random.NextDouble())];
        double[] deviations = [.. Enumerable.Range(0, count).Select(_ => 0.2 + random.NextDouble())];
        double[] targets =
        [
            .. means.Select((mean, i) =>
                mean + (factor * deviations[i] * MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, 1 - random.NextDouble()))),
        ];
        return (means, deviations, targets);
    }
}
