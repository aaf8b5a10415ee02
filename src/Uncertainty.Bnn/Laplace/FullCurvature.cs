using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>H = Q diag(λ) Qᵀ.</summary>
internal sealed class FullCurvature : Curvature
{
    private readonly Tensor _values;
    private readonly Tensor _basis;

    private FullCurvature(Tensor values, Tensor basis, long outputs)
    {
        _values = values.DetachFromDisposeScope();
        _basis = basis.DetachFromDisposeScope();
        Outputs = outputs;
    }

    public override long Outputs { get; }

    public override long Features => _values.numel() / Outputs;

    public override long RowLength => 3 * Outputs * _values.numel();

    public override IEnumerable<(string Name, Tensor Value)> Parts => [("eigenvalues", _values), ("eigenvectors", _basis)];

    /// <summary>Of a matrix [P, P].</summary>
    public static FullCurvature Of(Tensor matrix, long outputs)
    {
        (Tensor values, Tensor basis) = Spectrum.Of(matrix);
        return new FullCurvature(values, basis, outputs);
    }

    public static FullCurvature Load(TensorFile file, long outputs, long features, torch.Device device)
    {
        long count = outputs * features;
        Tensor basis = file.Get("eigenvectors", torch.ScalarType.Float64, count, count).to(device);
        return new FullCurvature(Spectrum.Load(file, "eigenvalues", device, count), basis, outputs);
    }

    public override Tensor Eigenvalues() => _values.clone();

    public override Tensor Spread(Tensor noise, Tensor deviations)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor coordinates = _basis.t().mv(noise.reshape(-1)) * deviations;
        return _basis.mv(coordinates).reshape(Outputs, -1).MoveToOuterDisposeScope();
    }

    public override Tensor OutputCovariance(Tensor features, Tensor variances)
    {
        using DisposeScope scope = torch.NewDisposeScope();

        // Row c of a root of the covariance is the features times output c's rows of Q √v.
        Tensor root = (_basis * variances.sqrt()).reshape(Outputs, Features, -1);
        Tensor rows = torch.matmul(features, root).transpose(0, 1);
        return torch.bmm(rows, rows.transpose(1, 2)).MoveToOuterDisposeScope();
    }

    public override void Dispose()
    {
        _values.Dispose();
        _basis.Dispose();
    }
}
