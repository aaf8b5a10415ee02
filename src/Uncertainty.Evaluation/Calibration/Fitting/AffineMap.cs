namespace Uncertainty.Evaluation;

/// <summary>Logits W x + b from [C] inputs x: what matrix scaling and Dirichlet calibration have in common. Immutable.</summary>
internal sealed class AffineMap
{
    private readonly double[] _weights;

    /// <param name="classes">C.</param>
    /// <param name="weights">[C, C + 1], row c: C weights of the inputs, then the intercept.</param>
    private AffineMap(int classes, double[] weights)
    {
        Classes = classes;
        _weights = weights;
    }

    public int Classes { get; }

    /// <summary>[C, C], row c for the logit of class c.</summary>
    public double[] Matrix => [.. _weights.Where((_, p) => p % (Classes + 1) < Classes)];

    /// <summary>[C].</summary>
    public double[] Intercepts => [.. _weights.Where((_, p) => p % (Classes + 1) == Classes)];

    public IEnumerable<(string Name, double[] Values)> Values => [("weights", _weights)];

    /// <summary>Fits the map of [N, C] inputs by which the negative log-likelihood and the penalties are least together.</summary>
    public static AffineMap Fit(double[] inputs, int classes, ReadOnlySpan<long> labels, OffDiagonalPenalty penalty, string name)
    {
        if (penalty.Intercept == 0)
        {
            CalibrationGuard.AllClasses(labels, classes);
        }

        int width = classes + 1;
        double spread = Spread(inputs, classes);
        CalibrationGuard.Near(spread, name);
        if (spread == 0)
        {
            throw new ArgumentException("must differ within a row; in each row all are the same.", name);
        }

        double[] scaled = [.. inputs.Select(input => input / spread)];
        double[] start = new double[classes * width];
        double[] penalties = new double[start.Length];
        for (int p = 0; p < start.Length; p++)
        {
            bool diagonal = p / width == p % width;
            start[p] = diagonal ? 1 : 0;
            penalties[p] = p % width == classes
                ? penalty.Intercept / classes
                : diagonal ? 0 : penalty.OffDiagonal / (classes * (classes - 1)) / (spread * spread);
        }

        LinearSoftmax function = new(labels.ToArray(), classes, width, shared: false, (n, _, features) =>
        {
            scaled.AsSpan(n * classes, classes).CopyTo(features);
            features[classes] = 1;
        })
        {
            Penalties = penalties,
        };
        double[] weights = NewtonFit.Minimise(function, start, name, "Penalties of the weights, or more inputs, help.");
        double[] unscaled = [.. weights.Select((weight, p) => p % width == classes ? weight : weight / spread)];
        return new AffineMap(classes, Centred(unscaled, classes, penalty));
    }

    /// <summary>[N, C] probabilities of [N, C] inputs.</summary>
    public double[] Apply(ReadOnlySpan<double> inputs)
    {
        double[] probabilities = new double[inputs.Length];
        double[] logits = new double[Classes];
        for (int first = 0; first < inputs.Length; first += Classes)
        {
            for (int c = 0; c < Classes; c++)
            {
                ReadOnlySpan<double> weights = _weights.AsSpan(c * (Classes + 1), Classes + 1);
                double sum = weights[Classes];
                for (int k = 0; k < Classes; k++)
                {
                    sum += weights[k] * inputs[first + k];
                }

                logits[c] = sum;
            }

            Softmax.Row(logits, probabilities.AsSpan(first, Classes));
        }

        return probabilities;
    }

    public static AffineMap Read(FittedFile file)
    {
        int classes = file.Make(() => Guard.AtLeast(file.Count("classes"), 2, "classes"));
        return new AffineMap(classes, file.Values("weights", (long)classes * (classes + 1)));
    }

    /// <summary>Where no penalty tells them apart, weights that differ by the same for all classes are one map: here those with sum 0.</summary>
    private static double[] Centred(double[] weights, int classes, OffDiagonalPenalty penalty)
    {
        int width = classes + 1;
        for (int k = 0; k < width; k++)
        {
            if ((k == classes ? penalty.Intercept : penalty.OffDiagonal) > 0)
            {
                continue;
            }

            double mean = Enumerable.Range(0, classes).Average(c => weights[(c * width) + k]);
            for (int c = 0; c < classes; c++)
            {
                weights[(c * width) + k] -= mean;
            }
        }

        return weights;
    }

    private static double Spread(double[] inputs, int classes)
    {
        double spread = 0;
        for (int first = 0; first < inputs.Length; first += classes)
        {
            double[] row = inputs[first..(first + classes)];
            spread = Math.Max(spread, row.Max() - row.Min());
        }

        return spread;
    }
}
