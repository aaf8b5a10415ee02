namespace Uncertainty.Bnn.Tests.LaplaceApproximations;

/// <summary>
/// Laplace's method for a softmax on linear logits, straight from the formula: the P × P matrix, its inverse, its determinant. Features have
/// their column of ones; weights are [C, F], row after row.
/// </summary>
internal sealed class NaiveLaplace
{
    private readonly double[,] _covariance;
    private readonly int _classes;
    private readonly int _features;

    public NaiveLaplace(double[][] features, int[] labels, double[] weights, double precision, LaplaceCovariance kind)
    {
        _features = features[0].Length;
        _classes = weights.Length / _features;
        double logLikelihood = 0;
        double[,] curvature = new double[weights.Length, weights.Length];
        double[,] inputs = new double[_features, _features];
        double[,] outputs = new double[_classes, _classes];
        for (int n = 0; n < features.Length; n++)
        {
            double[] p = Softmax(Logits(features[n], weights));
            logLikelihood += Math.Log(p[labels[n]]);
            for (int c = 0; c < _classes; c++)
            {
                for (int d = 0; d < _classes; d++)
                {
                    double second = (c == d ? p[c] : 0) - (p[c] * p[d]);
                    outputs[c, d] += second / features.Length;
                    for (int f = 0; f < _features; f++)
                    {
                        for (int g = 0; g < _features; g++)
                        {
                            curvature[(c * _features) + f, (d * _features) + g] += second * features[n][f] * features[n][g];
                        }
                    }
                }
            }

            for (int f = 0; f < _features; f++)
            {
                for (int g = 0; g < _features; g++)
                {
                    inputs[f, g] += features[n][f] * features[n][g];
                }
            }
        }

        for (int i = 0; i < weights.Length; i++)
        {
            for (int j = 0; j < weights.Length; j++)
            {
                curvature[i, j] = kind switch
                {
                    LaplaceCovariance.Full => curvature[i, j],
                    LaplaceCovariance.Kronecker => outputs[i / _features, j / _features] * inputs[i % _features, j % _features],
                    _ => i == j ? curvature[i, j] : 0,
                };
            }

            curvature[i, i] += precision;
        }

        (_covariance, double logDeterminant) = NaiveMatrix.Invert(curvature);
        LogMarginalLikelihood = logLikelihood - (0.5 * precision * weights.Sum(weight => weight * weight))
            - (0.5 * logDeterminant) + (0.5 * weights.Length * Math.Log(precision));
    }

    public double LogMarginalLikelihood { get; }

    public static double[] Softmax(double[] logits)
    {
        double sum = logits.Sum(Math.Exp);
        return [.. logits.Select(logit => Math.Exp(logit) / sum)];
    }

    /// <summary>Covariance of the logits of classes c and d for features.</summary>
    public double OutputCovariance(double[] features, int c, int d)
    {
        double[] left = new double[_classes * _features];
        double[] right = new double[_classes * _features];
        features.CopyTo(left, c * _features);
        features.CopyTo(right, d * _features);
        return NaiveMatrix.Form(left, _covariance, right);
    }

    public double[] Logits(double[] features, double[] weights) =>
        [.. Enumerable.Range(0, _classes).Select(c => Enumerable.Range(0, _features).Sum(f => features[f] * weights[(c * _features) + f]))];
}
