namespace Uncertainty.Evaluation;

/// <summary>Reads the [K] features of one class of one input.</summary>
internal delegate void RowReader(int input, int @class, Span<double> features);

/// <summary>
/// The mean negative log-likelihood of probabilities whose logits are linear in their weights, plus squared penalties of weights: convex. Each
/// class has K features of its own and K weights of its own, or the same ones as all other classes.
/// </summary>
internal sealed class LinearSoftmax
{
    private readonly long[] _labels;
    private readonly int _classes;
    private readonly int _width;
    private readonly bool _shared;
    private readonly RowReader _read;
    private readonly double[] _probabilities;
    private readonly double[] _features;
    private readonly double[] _row;

    /// <param name="labels">[N] true classes.</param>
    /// <param name="classes">C.</param>
    /// <param name="features">K.</param>
    /// <param name="shared">Whether all classes have the same weights.</param>
    /// <param name="read">What the features are.</param>
    public LinearSoftmax(long[] labels, int classes, int features, bool shared, RowReader read)
    {
        _labels = labels;
        _classes = classes;
        _width = features;
        _shared = shared;
        _read = read;
        _probabilities = new double[labels.Length * classes];
        _features = new double[classes * features];
        _row = new double[classes];
        Weights = shared ? features : classes * features;
    }

    /// <summary>Number of weights P.</summary>
    public int Weights { get; }

    /// <summary>[N] targets of class 1 of two classes, in the place of the labels; null for the labels.</summary>
    public double[]? SoftTargets { get; init; }

    /// <summary>[P] what the square of each weight costs; null for nothing.</summary>
    public double[]? Penalties { get; init; }

    /// <summary>Value and gradient. The curvature asked for next is that of this point.</summary>
    public double Evaluate(ReadOnlySpan<double> weights, Span<double> gradient)
    {
        gradient.Clear();
        double loss = 0;
        for (int n = 0; n < _labels.Length; n++)
        {
            Read(n);
            Dots(weights, _row);
            Span<double> probabilities = Probabilities(n);
            double norm = Softmax.Row(_row, probabilities);
            for (int c = 0; c < _classes; c++)
            {
                double target = Target(n, c);
                loss += target * (norm - _row[c]);
                AddScaled(gradient, c, probabilities[c] - target);
            }
        }

        loss /= _labels.Length;
        for (int p = 0; p < gradient.Length; p++)
        {
            gradient[p] = (gradient[p] / _labels.Length) + (2 * Penalty(p) * weights[p]);
            loss += Penalty(p) * weights[p] * weights[p];
        }

        return loss;
    }

    /// <summary>The [P, P] second derivatives at the point last evaluated.</summary>
    public double[] Hessian()
    {
        double[] hessian = new double[Weights * Weights];
        for (int n = 0; n < _labels.Length; n++)
        {
            Read(n);
            ReadOnlySpan<double> probabilities = Probabilities(n);
            for (int c = 0; c < _classes; c++)
            {
                for (int other = 0; other < _classes; other++)
                {
                    double curvature = probabilities[c] * ((c == other ? 1 : 0) - probabilities[other]) / _labels.Length;
                    AddOuter(hessian, c, other, curvature);
                }
            }
        }

        for (int p = 0; p < Weights; p++)
        {
            hessian[(p * Weights) + p] += 2 * Penalty(p);
        }

        return hessian;
    }

    /// <summary>The second derivatives at the point last evaluated, times a vector.</summary>
    public double[] HessianTimes(ReadOnlySpan<double> direction)
    {
        double[] product = new double[Weights];
        for (int n = 0; n < _labels.Length; n++)
        {
            Read(n);
            Dots(direction, _row);
            ReadOnlySpan<double> probabilities = Probabilities(n);
            double mean = 0;
            for (int c = 0; c < _classes; c++)
            {
                mean += probabilities[c] * _row[c];
            }

            for (int c = 0; c < _classes; c++)
            {
                AddScaled(product, c, probabilities[c] * (_row[c] - mean) / _labels.Length);
            }
        }

        for (int p = 0; p < Weights; p++)
        {
            product[p] += 2 * Penalty(p) * direction[p];
        }

        return product;
    }

    /// <summary>How far a step of the weights moves the logits of an input apart, at most.</summary>
    public double Reach(ReadOnlySpan<double> step)
    {
        double reach = 0;
        for (int n = 0; n < _labels.Length; n++)
        {
            Read(n);
            Dots(step, _row);
            reach = Math.Max(reach, _row.Max() - _row.Min());
        }

        return reach;
    }

    private void Read(int input)
    {
        for (int c = 0; c < _classes; c++)
        {
            _read(input, c, _features.AsSpan(c * _width, _width));
        }
    }

    private void Dots(ReadOnlySpan<double> weights, Span<double> dots)
    {
        for (int c = 0; c < _classes; c++)
        {
            double sum = 0;
            for (int k = 0; k < _width; k++)
            {
                sum += weights[First(c) + k] * _features[(c * _width) + k];
            }

            dots[c] = sum;
        }
    }

    private void AddScaled(Span<double> to, int c, double factor)
    {
        for (int k = 0; k < _width; k++)
        {
            to[First(c) + k] += factor * _features[(c * _width) + k];
        }
    }

    private void AddOuter(double[] hessian, int c, int other, double factor)
    {
        ReadOnlySpan<double> right = _features.AsSpan(other * _width, _width);
        for (int k = 0; k < _width; k++)
        {
            double left = factor * _features[(c * _width) + k];
            Span<double> row = hessian.AsSpan(((First(c) + k) * Weights) + First(other), _width);
            for (int j = 0; j < row.Length; j++)
            {
                row[j] += left * right[j];
            }
        }
    }

    private int First(int c) => _shared ? 0 : c * _width;

    private double Penalty(int p) => Penalties is null ? 0 : Penalties[p];

    private Span<double> Probabilities(int input) => _probabilities.AsSpan(input * _classes, _classes);

    private double Target(int input, int c) => SoftTargets is null
        ? c == _labels[input] ? 1 : 0
        : c == 1 ? SoftTargets[input] : 1 - SoftTargets[input];
}
