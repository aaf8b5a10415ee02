using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>H = B ⊗ A with B = U diag(b) Uᵀ of the outputs and A = V diag(a) Vᵀ of the features.</summary>
internal sealed class KroneckerCurvature : Curvature
{
    private readonly (Tensor Values, Tensor Basis) _outputs;
    private readonly (Tensor Values, Tensor Basis) _features;

    private KroneckerCurvature((Tensor Values, Tensor Basis) outputs, (Tensor Values, Tensor Basis) features)
    {
        _outputs = Detached(outputs);
        _features = Detached(features);
    }

    public override long Outputs => _outputs.Values.numel();

    public override long Features => _features.Values.numel();

    public override long RowLength => (2 * Features) + (3 * Outputs * Outputs);

    public override IEnumerable<(string Name, Tensor Value)> Parts =>
    [
        ("output_eigenvalues", _outputs.Values),
        ("output_eigenvectors", _outputs.Basis),
        ("feature_eigenvalues", _features.Values),
        ("feature_eigenvectors", _features.Basis),
    ];

    /// <summary>Of matrices [C, C] and [F, F].</summary>
    public static KroneckerCurvature Of(Tensor outputs, Tensor features) => new(Spectrum.Of(outputs), Spectrum.Of(features));

    public static KroneckerCurvature Load(TensorFile file, long outputs, long features, torch.Device device) =>
        new(Load(file, "output", outputs, device), Load(file, "feature", features, device));

    public override Tensor Eigenvalues()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return torch.outer(_outputs.Values, _features.Values).reshape(-1).MoveToOuterDisposeScope();
    }

    public override Tensor Spread(Tensor noise, Tensor deviations)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor coordinates = _outputs.Basis.t().mm(noise).mm(_features.Basis) * deviations.reshape(Outputs, Features);
        return _outputs.Basis.mm(coordinates).mm(_features.Basis.t()).MoveToOuterDisposeScope();
    }

    public override Tensor OutputCovariance(Tensor features, Tensor variances)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor own = features.mm(_features.Basis).square().mm(variances.reshape(Outputs, Features).t());
        Tensor rows = _outputs.Basis * own.sqrt().unsqueeze(1);
        return torch.bmm(rows, rows.transpose(1, 2)).MoveToOuterDisposeScope();
    }

    public override void Dispose()
    {
        foreach ((string _, Tensor part) in Parts)
        {
            part.Dispose();
        }
    }

    private static (Tensor Values, Tensor Basis) Detached((Tensor Values, Tensor Basis) spectrum) =>
        (spectrum.Values.DetachFromDisposeScope(), spectrum.Basis.DetachFromDisposeScope());

    private static (Tensor Values, Tensor Basis) Load(TensorFile file, string name, long length, torch.Device device) => (
        Spectrum.Load(file, $"{name}_eigenvalues", device, length),
        file.Get($"{name}_eigenvectors", torch.ScalarType.Float64, length, length).to(device));
}
