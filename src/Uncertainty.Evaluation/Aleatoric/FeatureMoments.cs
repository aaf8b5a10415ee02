using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>
/// Mean and scale of each feature over inputs and positions, batch by batch, in double. The scale is the standard deviation, which divides by the
/// number of rows, or a tenth of the largest distance from the mean where that is more.
/// </summary>
/// <remarks>
/// Chan, Golub, LeVeque, "Updating Formulae and a Pairwise Algorithm for Computing Sample Variances", COMPSTAT 1982, Eq. (2.1). A unit that is
/// active for one input in ten thousand would be a hundred deviations from its mean there; those few inputs would throw the training about.
/// </remarks>
internal sealed class FeatureMoments : IDisposable
{
    private const double Farthest = 10;

    private double _count;
    private Tensor? _mean;
    private Tensor? _squares;
    private Tensor? _lowest;
    private Tensor? _highest;

    /// <summary>Takes in [N, F, …] features.</summary>
    public void Update(Tensor features)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor rows = Positions.Rows(features).to_type(torch.ScalarType.Float64);
        double count = rows.shape[0];
        Tensor mean = rows.mean([0]);
        Tensor squares = (rows - mean).square().sum([0]);
        Tensor lowest = rows.amin([0]);
        Tensor highest = rows.amax([0]);
        if (_mean is not null)
        {
            Tensor apart = mean - _mean;
            squares = _squares! + squares + (apart.square() * (_count * count / (_count + count)));
            mean = _mean + (apart * (count / (_count + count)));
            lowest = torch.minimum(_lowest!, lowest);
            highest = torch.maximum(_highest!, highest);
        }

        Dispose();
        _count += count;
        _mean = mean.DetachFromDisposeScope();
        _squares = squares.DetachFromDisposeScope();
        _lowest = lowest.DetachFromDisposeScope();
        _highest = highest.DetachFromDisposeScope();
    }

    /// <summary>
    /// [F] means and [F] scales in a type, in the current dispose scope. A feature that is constant to the precision of the type has scale 1: there
    /// is nothing in it to learn from.
    /// </summary>
    public (Tensor Mean, Tensor Scale) Read(torch.ScalarType type)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        double precision = type == torch.ScalarType.Float64 ? 1e-14 : 1e-6;
        Tensor deviation = (_squares! / _count).sqrt();
        Tensor distance = torch.maximum(_highest! - _mean!, _mean! - _lowest!);
        Tensor varies = deviation.gt(_mean!.abs() * precision);
        Tensor scale = torch.where(varies, torch.maximum(deviation, distance / Farthest), torch.ones_like(deviation));
        return scope.MoveToOuter(_mean.to_type(type).alias(), scale.to_type(type).alias());
    }

    public void Dispose()
    {
        _mean?.Dispose();
        _squares?.Dispose();
        _lowest?.Dispose();
        _highest?.Dispose();
    }
}
