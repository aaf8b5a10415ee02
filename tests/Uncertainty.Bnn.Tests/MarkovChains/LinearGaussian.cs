using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.MarkovChains;

/// <summary>
/// y = wᵀ x + noise in two dimensions, whose posterior is normal and known, and the exact mean and covariance of a chain on it: each step is
/// linear in the weights and the velocity, so that both follow by recursion. In plain double precision.
/// </summary>
internal sealed class LinearGaussian : IDisposable
{
    public const int Examples = 24;
    public const double PriorPrecision = 0.7;

    private const int Features = 2;
    private const double Noise = 0.5;

    private readonly double[][] _x =
        [.. Enumerable.Range(0, Examples).Select(i => (double[])[Math.Sin(1 + (2.3 * i)), (0.6 * Math.Sin(1 + (2.3 * i))) + (0.8 * Math.Cos(5.1 * i))])];

    private readonly double[] _y;

    public LinearGaussian(int batches)
    {
        _y = [.. _x.Select((x, i) => (1.2 * x[0]) - (0.4 * x[1]) + (0.5 * Math.Cos(11.0 * i)))];
        Rows = [.. Enumerable.Range(0, Examples).Chunk(Examples / batches)];
        Batches = [.. Rows.Select(rows => (
            tensor(rows.SelectMany(row => _x[row]).ToArray(), [rows.Length, Features]), tensor(rows.Select(row => _y[row]).ToArray(), [rows.Length, 1])))];
    }

    public (Tensor Inputs, Tensor Targets)[] Batches { get; }

    private int[][] Rows { get; }

    /// <summary>[N, 2] → [N, R]: R chains that know nothing of each other.</summary>
    public static nn.Module<Tensor, Tensor> Network(int replicas)
    {
        manual_seed(5);
        return nn.Sequential(("fc", nn.Linear(Features, replicas, hasBias: false, dtype: ScalarType.Float64)));
    }

    public static Tensor Loss(Tensor outputs, Tensor targets) => (outputs - targets).square().sum(1).mean() / (2 * Noise * Noise);

    /// <summary>Mean and covariance of the posterior.</summary>
    public (double[] Mean, double[,] Covariance) Posterior()
    {
        (double[,] precision, double[] right) = Potential([.. Enumerable.Range(0, Examples)]);
        double determinant = (precision[0, 0] * precision[1, 1]) - (precision[0, 1] * precision[1, 0]);
        double[,] covariance =
        {
            { precision[1, 1] / determinant, -precision[0, 1] / determinant }, { -precision[1, 0] / determinant, precision[0, 0] / determinant },
        };
        return ([.. Enumerable.Range(0, 2).Select(i => (covariance[i, 0] * right[0]) + (covariance[i, 1] * right[1]))], covariance);
    }

    /// <summary>Mean and covariance of the weights of a chain that has run for long, at the ends of its passes over the batches.</summary>
    public (double[] Mean, double[,] Covariance) Chain(double learningRate, double momentum, double temperature)
    {
        const int size = 2 * Features;
        double step = learningRate / Examples;
        double[] mean = new double[size];
        double[,] covariance = new double[size, size];
        for (int pass = 0; pass < 3000; pass++)
        {
            foreach (int[] rows in Rows)
            {
                (double[,] precision, double[] right) = Potential(rows);

                // (w, v) → (w + v', v') with v' = μ v − h (Λ w − c) + noise.
                double[,] move = new double[size, size];
                double[] shift = new double[size];
                for (int i = 0; i < Features; i++)
                {
                    for (int j = 0; j < Features; j++)
                    {
                        move[Features + i, j] = -step * precision[i, j];
                        move[i, j] = (i == j ? 1 : 0) - (step * precision[i, j]);
                    }

                    (move[Features + i, Features + i], move[i, Features + i]) = (momentum, momentum);
                    (shift[Features + i], shift[i]) = (step * right[i], step * right[i]);
                }

                mean = [.. Enumerable.Range(0, size).Select(i => shift[i] + Enumerable.Range(0, size).Sum(j => move[i, j] * mean[j]))];
                covariance = Product(Product(move, covariance, false), move, true);
                double variance = 2 * (1 - momentum) * temperature * step;
                for (int i = 0; i < size; i++)
                {
                    for (int j = 0; j < size; j++)
                    {
                        covariance[i, j] += i % Features == j % Features ? variance : 0;
                    }
                }
            }
        }

        return (mean[..Features], covariance);
    }

    public void Dispose()
    {
        foreach ((Tensor inputs, Tensor targets) in Batches)
        {
            inputs.Dispose();
            targets.Dispose();
        }
    }

    /// <summary>Λ and c of the potential wᵀ Λ w / 2 − cᵀ w by some rows in the place of all.</summary>
    private (double[,] Precision, double[] Right) Potential(int[] rows)
    {
        double weight = Examples / (rows.Length * Noise * Noise);
        double[,] precision = new double[Features, Features];
        double[] right = new double[Features];
        for (int i = 0; i < Features; i++)
        {
            right[i] = weight * rows.Sum(row => _x[row][i] * _y[row]);
            for (int j = 0; j < Features; j++)
            {
                precision[i, j] = (weight * rows.Sum(row => _x[row][i] * _x[row][j])) + (i == j ? PriorPrecision : 0);
            }
        }

        return (precision, right);
    }

    private static double[,] Product(double[,] left, double[,] right, bool transposed)
    {
        int size = left.GetLength(0);
        double[,] product = new double[size, size];
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
            {
                product[i, j] = Enumerable.Range(0, size).Sum(k => left[i, k] * (transposed ? right[j, k] : right[k, j]));
            }
        }

        return product;
    }
}
