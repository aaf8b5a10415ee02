using System.Numerics.Tensors;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <summary>Rows of numbers in double precision, a copy. Distances come from differences: equal rows lie at exactly 0.</summary>
internal sealed class FeatureRows
{
    private readonly double[] _values;

    /// <summary>Copies [N, F] features.</summary>
    public FeatureRows(Tensor features)
        : this(PlainNumbers.Of(features), (int)features.shape[1])
    {
    }

    /// <summary>Takes rows that lie one behind the other.</summary>
    public FeatureRows(double[] values, int width)
    {
        _values = values;
        Width = width;
        Count = values.Length / width;
    }

    public int Count { get; }

    public int Width { get; }

    public Span<double> this[int row] => _values.AsSpan(row * Width, Width);

    /// <summary>Euclidean distance from a row to a point.</summary>
    public double Distance(int row, ReadOnlySpan<double> point) => TensorPrimitives.Distance(this[row], point);

    public double Distance(int row, int other) => Distance(row, this[other]);

    public double Dot(int row, int other) => TensorPrimitives.Dot<double>(this[row], this[other]);

    /// <summary>[N, F] the rows. A new tensor, in the current scope.</summary>
    public Tensor ToTensor() => PlainNumbers.ToTensor(_values, Count, Width);

    /// <summary>Some of the rows, a copy.</summary>
    public FeatureRows Select(IReadOnlyList<int> rows)
    {
        FeatureRows selected = new(new double[rows.Count * Width], Width);
        for (int i = 0; i < rows.Count; i++)
        {
            this[rows[i]].CopyTo(selected[i]);
        }

        return selected;
    }

    /// <summary>Divides each row by its Euclidean norm; rows of zeros stay so.</summary>
    public void Normalise()
    {
        for (int i = 0; i < Count; i++)
        {
            double norm = TensorPrimitives.Norm<double>(this[i]);
            if (norm > 0)
            {
                TensorPrimitives.Divide(this[i], norm, this[i]);
            }
        }
    }

    /// <summary>The mean of all rows.</summary>
    public double[] Mean()
    {
        double[] mean = new double[Width];
        for (int i = 0; i < Count; i++)
        {
            TensorPrimitives.Add(mean, this[i], mean);
        }

        TensorPrimitives.Divide(mean, Count, mean);
        return mean;
    }
}
