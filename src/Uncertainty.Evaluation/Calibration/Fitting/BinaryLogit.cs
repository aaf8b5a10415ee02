namespace Uncertainty.Evaluation;

/// <summary>Logistic regression of one probability.</summary>
internal static class BinaryLogit
{
    /// <summary>Reads the [K] features of an input.</summary>
    internal delegate void Reader(int input, Span<double> features);

    /// <summary>The [K] weights by which the negative log-likelihood of [N] targets in [0, 1] is least.</summary>
    public static double[] Fit(double[] targets, int features, Reader read, string name, string remedy) =>
        NewtonFit.Minimise(Function(targets, features, read), new double[features], name, remedy);

    /// <summary>The mean negative log-likelihood at some weights.</summary>
    public static double Loss(double[] targets, int features, Reader read, double[] weights) =>
        Function(targets, features, read).Evaluate(weights, new double[features]);

    /// <summary>Of the two classes the first has logit 0, the second that of the features.</summary>
    private static LinearSoftmax Function(double[] targets, int features, Reader read) =>
        new(new long[targets.Length], 2, features, shared: true, (n, c, row) =>
        {
            if (c == 0)
            {
                row.Clear();
            }
            else
            {
                read(n, row);
            }
        })
        {
            SoftTargets = targets,
        };
}
