using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>H = diag(λ).</summary>
internal sealed class DiagonalCurvature : Curvature
{
    private readonly Tensor _values;

    private DiagonalCurvature(Tensor values)
    {
        _values = values.DetachFromDisposeScope();
    }

    public override IEnumerable<(string Name, Tensor Value)> Parts => [("diagonal", _values)];

    /// <summary>Of a diagonal [P].</summary>
    public static DiagonalCurvature Of(Tensor diagonal) => new(Spectrum.WithoutRounding(diagonal));

    public static DiagonalCurvature Load(TensorFile file, IReadOnlyList<WeightLayer> layers, torch.Device device) =>
        new(Spectrum.Load(file, "diagonal", device, layers.Sum(layer => layer.Parameters)));

    public override Tensor Eigenvalues() => _values.clone();

    public override Tensor Spread(Tensor noise, Tensor deviations) => noise * deviations;

    public override Tensor OutputCovariance(IReadOnlyList<LayerJacobian> jacobians, Tensor variances) =>
        Sum(jacobians, variances, (_, jacobian, part) => jacobian.Covariance(part));

    public override long RowLength(IReadOnlyList<LayerJacobian> jacobians) => jacobians.Max(jacobian => jacobian.CovarianceLength);
}
