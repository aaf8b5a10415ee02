using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <summary>
/// Gradient embeddings (onehot(ŷ) - p) ⊗ f of rows, ŷ the predicted class and p its softmax, without the [N, C·F] matrix: the product of two
/// embeddings is the product of their residuals' and their features' products.
/// </summary>
internal sealed class GradientRows
{
    private readonly FeatureRows _features;
    private readonly FeatureRows _residuals;
    private readonly double[] _squaredNorms;

    public GradientRows(Tensor features, Tensor logits)
    {
        _features = new FeatureRows(features);
        _residuals = new FeatureRows(PlainNumbers.Of(logits), (int)logits.shape[1]);
        for (int i = 0; i < _residuals.Count; i++)
        {
            ToResidual(_residuals[i]);
        }

        _squaredNorms = [.. Enumerable.Range(0, Count).Select(i => Dot(i, i))];
    }

    public int Count => _features.Count;

    /// <summary>Squared Euclidean norm of each embedding.</summary>
    public IReadOnlyList<double> SquaredNorms => _squaredNorms;

    /// <summary>
    /// Squared Euclidean distance of two embeddings: exactly 0 for equal rows, and never below, which rounding would make it where rows are
    /// equal to all digits but the last.
    /// </summary>
    public double SquaredDistance(int row, int other) =>
        Math.Max(0, _squaredNorms[row] + _squaredNorms[other] - (2 * Dot(row, other)));

    /// <summary>[N, C·F] all embeddings, class by class. A new tensor, the caller's.</summary>
    public Tensor ToTensor()
    {
        int classes = _residuals.Width;
        int width = _features.Width;
        double[] values = new double[checked(Count * classes * width)];
        for (int i = 0; i < Count; i++)
        {
            for (int j = 0; j < classes * width; j++)
            {
                values[(i * classes * width) + j] = _residuals[i][j / width] * _features[i][j % width];
            }
        }

        return PlainNumbers.ToTensor(values, Count, classes * width);
    }

    private double Dot(int row, int other) => _residuals.Dot(row, other) * _features.Dot(row, other);

    /// <summary>Makes onehot - softmax of logits; what the predicted class lacks to 1 is summed from the others, so that no digit is lost.</summary>
    private static void ToResidual(Span<double> logits)
    {
        int predicted = 0;
        for (int c = 1; c < logits.Length; c++)
        {
            predicted = logits[c] > logits[predicted] ? c : predicted;
        }

        double largest = logits[predicted];
        double sum = 0;
        for (int c = 0; c < logits.Length; c++)
        {
            logits[c] = Math.Exp(logits[c] - largest);
            sum += logits[c];
        }

        double rest = 0;
        for (int c = 0; c < logits.Length; c++)
        {
            logits[c] /= -sum;
            rest -= c == predicted ? 0 : logits[c];
        }

        logits[predicted] = rest;
    }
}
