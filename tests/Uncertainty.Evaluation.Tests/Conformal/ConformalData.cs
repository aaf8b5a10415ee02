namespace Uncertainty.Evaluation.Tests.Conformal;

/// <summary>Random problems for models that are wrong: what conformal prediction promises must hold all the same.</summary>
internal static class ConformalData
{
    /// <summary>[N, C] probabilities of an overconfident model, and labels drawn from milder ones.</summary>
    public static (double[] Probabilities, long[] Labels) Classification(Random random, int count, int classes)
    {
        double[] probabilities = new double[count * classes];
        long[] labels = new long[count];
        for (int i = 0; i < count; i++)
        {
            double[] logits = [.. Enumerable.Range(0, classes).Select(_ => Gaussian(random))];
            Softmax(logits, 2).CopyTo(probabilities, i * classes);
            labels[i] = Draw(random, Softmax(logits, 1));
        }

        return (probabilities, labels);
    }

    /// <summary>Classes in shares of 0.8, 0.15 and 0.05; the rarer, the less the model knows of it.</summary>
    public static (double[] Probabilities, long[] Labels) Imbalanced(Random random, int count)
    {
        double[] probabilities = new double[count * 3];
        long[] labels = new long[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = Draw(random, [0.8, 0.15, 0.05]);
            double[] logits = [2, 0.5, -1];
            logits[labels[i]] += 1.5;
            Softmax([.. logits.Select(logit => logit + Gaussian(random))], 1).CopyTo(probabilities, i * 3);
        }

        return (probabilities, labels);
    }

    /// <summary>Predictions with a bias, scales that only hint at the spread, and targets with skewed noise.</summary>
    public static (double[] Predictions, double[] Scales, double[] Targets) Regression(Random random, int count)
    {
        double[] predictions = new double[count];
        double[] scales = new double[count];
        double[] targets = new double[count];
        for (int i = 0; i < count; i++)
        {
            double x = 4 * random.NextDouble();
            targets[i] = x + ((0.2 + x) * Math.Exp(Gaussian(random)));
            predictions[i] = 0.7 * x;
            scales[i] = 1 + (0.3 * x);
        }

        return (predictions, scales, targets);
    }

    public static double Gaussian(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    public static double[] Uniform(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble())];

    private static double[] Softmax(double[] logits, double sharpness)
    {
        double[] weights = [.. logits.Select(logit => Math.Exp(sharpness * logit))];
        return [.. weights.Select(weight => weight / weights.Sum())];
    }

    private static int Draw(Random random, double[] probabilities)
    {
        double left = random.NextDouble();
        int label = 0;
        while (label < probabilities.Length - 1 && left >= probabilities[label])
        {
            left -= probabilities[label++];
        }

        return label;
    }
}
