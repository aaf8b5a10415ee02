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

    public override long Outputs => _values.shape[0];

    public override long Features => _values.shape[1];

    public override long RowLength => Features + (2 * Outputs * Outputs);

    public override IEnumerable<(string Name, Tensor Value)> Parts => [("diagonal", _values)];

    /// <summary>Of a diagonal [C, F].</summary>
    public static DiagonalCurvature Of(Tensor diagonal) => new(Spectrum.WithoutRounding(diagonal));

    public static DiagonalCurvature Load(TensorFile file, long outputs, long features, torch.Device device) =>
        new(Spectrum.Load(file, "diagonal", device, outputs, features));

    public override Tensor Eigenvalues() => _values.flatten().clone();

    public override Tensor Spread(Tensor noise, Tensor deviations)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return (noise * deviations.reshape(Outputs, Features)).MoveToOuterDisposeScope();
    }

    public override Tensor OutputCovariance(Tensor features, Tensor variances)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor own = features.square().mm(variances.reshape(Outputs, Features).t());
        return torch.diag_embed(own).MoveToOuterDisposeScope();
    }

    public override void Dispose() => _values.Dispose();
}
