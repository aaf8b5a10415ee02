using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>
/// How far rows that come a batch at a time spread around their mean: the sum of the variances of all columns, divided by N, in double precision
/// and in the memory of one row.
/// </summary>
/// <remarks>Batches are put together as <see cref="GroupMoments"/> does it, which keeps means or whole covariances.</remarks>
internal sealed class RunningSpread : IDisposable
{
    private Tensor? _mean;
    private double _squares;

    /// <summary>Number of rows N.</summary>
    public long Count { get; private set; }

    /// <summary>Mean squared distance of a row to the mean.</summary>
    public double Variance => _squares / Count;

    /// <summary>Its square root; of single numbers their standard deviation.</summary>
    public double StandardDeviation => Math.Sqrt(Variance);

    /// <param name="rows">[B] numbers or [B, D] rows in double precision.</param>
    public void Add(Tensor rows)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        long added = rows.shape[0];
        Tensor mean = rows.mean([0]);
        _squares += (rows - mean).square().sum().item<double>();
        if (_mean is null)
        {
            _mean = mean.clone().DetachFromDisposeScope();
        }
        else
        {
            Tensor shift = mean - _mean;
            _squares += shift.square().sum().item<double>() * Count * added / (Count + added);
            _mean.add_(shift * ((double)added / (Count + added)));
        }

        Count += added;
    }

    public void Dispose() => _mean?.Dispose();
}
