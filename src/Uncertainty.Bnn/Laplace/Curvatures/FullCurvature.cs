using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>H = Q diag(λ) Qᵀ.</summary>
internal sealed class FullCurvature : Curvature
{
    private readonly Tensor _values;
    private readonly Tensor _basis;

    private FullCurvature(Tensor values, Tensor basis)
    {
        _values = values.DetachFromDisposeScope();
        _basis = basis.DetachFromDisposeScope();
    }

    public override IEnumerable<(string Name, Tensor Value)> Parts => [("eigenvalues", _values), ("eigenvectors", _basis)];

    /// <summary>Of a matrix [P, P].</summary>
    public static FullCurvature Of(Tensor matrix)
    {
        (Tensor values, Tensor basis) = Spectrum.Of(matrix);
        return new FullCurvature(values, basis);
    }

    public static FullCurvature Load(TensorFile file, IReadOnlyList<WeightLayer> layers, torch.Device device)
    {
        long count = layers.Sum(layer => layer.Parameters);
        Tensor basis = file.Get("eigenvectors", torch.ScalarType.Float64, count, count).to(device);
        return new FullCurvature(Spectrum.Load(file, "eigenvalues", device, count), basis);
    }

    public override Tensor Eigenvalues() => _values.clone();

    public override Tensor Spread(Tensor noise, Tensor deviations)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return (noise.mm(_basis) * deviations).mm(_basis.t()).MoveToOuterDisposeScope();
    }

    public override Tensor OutputCovariance(IReadOnlyList<LayerJacobian> jacobians, Tensor variances)
    {
        using DisposeScope scope = torch.NewDisposeScope();

        // The columns of Q √v are directions in the space of the weights.
        Tensor root = _basis * variances.sqrt();
        Tensor rows = Sum(jacobians, root, (_, jacobian, part) => jacobian.Apply(part.permute(2, 0, 1)));
        return rows.bmm(rows.transpose(1, 2)).MoveToOuterDisposeScope();
    }

    public override long RowLength(IReadOnlyList<LayerJacobian> jacobians) =>
        (jacobians[0].Quantities * _values.numel()) + jacobians.Max(jacobian => jacobian.ApplyLength(_values.numel()));
}
