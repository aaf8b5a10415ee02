using System.Numerics;
using System.Runtime.InteropServices;
using Uncertainty.Bnn;

namespace Uncertainty.ActiveLearning;

/// <summary>What S draws say of M target inputs, kept as plain numbers; the mutual information of their labels with that of another input.</summary>
internal sealed class TargetInformation
{
    /// <summary>Probabilities of targets that are looked at together: what fits a processor's cache.</summary>
    private const int Block = 2048;

    private readonly long _targets;
    private readonly double[] _means;
    private readonly double[][] _deviations;

    public TargetInformation(PredictiveSamples targetDraws)
    {
        ClassDraws.Check(targetDraws, nameof(targetDraws));
        _targets = targetDraws.Inputs * DrawReading.Positions(targetDraws, 1);
        _means = new double[_targets * targetDraws.Outputs];
        _deviations = [.. Enumerable.Range(0, targetDraws.Draws).Select(_ => new double[_means.Length])];
        int next = 0;
        DrawReading.Visit(targetDraws, 1, (_, table) =>
        {
            ClassDraws.CheckRows(table, targetDraws.Values.dtype, nameof(targetDraws));
            Keep(table, next);
            next += table.Width;
        });
    }

    /// <summary>Number of draws S.</summary>
    public int Draws => _deviations.Length;

    /// <summary>
    /// Mean over the targets of Σ p(y, y*) ln [p(y, y*) / (p̄(y) p̄(y*))]. The joint probabilities are the product of the means plus the covariance over
    /// the draws, which is exactly 0 where draws of either input agree.
    /// </summary>
    public double Of(DrawTable draws)
    {
        ReadOnlySpan<double> means = draws.Mean();
        double[] covariances = new double[Math.Min(Block, _means.Length)];
        double sum = 0;
        for (int start = 0; start < _means.Length; start += Block)
        {
            Span<double> part = covariances.AsSpan(0, Math.Min(Block, _means.Length - start));
            for (int label = 0; label < means.Length; label++)
            {
                Covary(draws, label, means[label], start, part);
                for (int i = 0; i < part.Length; i++)
                {
                    double product = means[label] * _means[start + i];

                    // A probability is not below 0; where it is 0, the sum of the two leaves a rounding error of either sign.
                    sum += Nats.Divergence(Math.Max(0, product + part[i]), product);
                }
            }
        }

        return sum / _targets;
    }

    private void Keep(DrawTable table, int next)
    {
        ReadOnlySpan<double> mean = table.Mean();
        mean.CopyTo(_means.AsSpan(next));
        for (int draw = 0; draw < table.Draws; draw++)
        {
            for (int column = 0; column < mean.Length; column++)
            {
                _deviations[draw][next + column] = table[draw][column] - mean[column];
            }
        }
    }

    /// <summary>Covariances over the draws of one probability of an input with some of those of the targets.</summary>
    private void Covary(DrawTable draws, int label, double mean, int start, Span<double> covariances)
    {
        covariances.Clear();
        for (int draw = 0; draw < Draws; draw++)
        {
            double deviation = draws[draw][label] - mean;
            if (deviation != 0)
            {
                AddProduct(_deviations[draw].AsSpan(start, covariances.Length), deviation / Draws, covariances);
            }
        }
    }

    /// <summary>Adds a multiple of one row to another.</summary>
    private static void AddProduct(ReadOnlySpan<double> row, double factor, Span<double> sums)
    {
        ReadOnlySpan<Vector<double>> wideRow = MemoryMarshal.Cast<double, Vector<double>>(row);
        Span<Vector<double>> wideSums = MemoryMarshal.Cast<double, Vector<double>>(sums);
        for (int i = 0; i < wideSums.Length; i++)
        {
            wideSums[i] += wideRow[i] * factor;
        }

        for (int i = wideSums.Length * Vector<double>.Count; i < sums.Length; i++)
        {
            sums[i] += row[i] * factor;
        }
    }
}
