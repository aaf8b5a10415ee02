using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>H of each layer by itself: B ⊗ A with B = U diag(b) Uᵀ of its outputs and A = V diag(a) Vᵀ of its features.</summary>
internal sealed class KroneckerCurvature : Curvature
{
    private readonly IReadOnlyList<Layer> _layers;

    private KroneckerCurvature(IReadOnlyList<Layer> layers)
    {
        _layers = layers;
        foreach ((string _, Tensor part) in Parts)
        {
            part.DetachFromDisposeScope();
        }
    }

    public override IEnumerable<(string Name, Tensor Value)> Parts => _layers.SelectMany((layer, i) => new[]
    {
        ($"{i}.output_eigenvalues", layer.Outputs.Values),
        ($"{i}.output_eigenvectors", layer.Outputs.Basis),
        ($"{i}.feature_eigenvalues", layer.Features.Values),
        ($"{i}.feature_eigenvectors", layer.Features.Basis),
    });

    /// <summary>Of matrices [O, O] and [F, F] for each layer.</summary>
    public static KroneckerCurvature Of(IEnumerable<(Tensor Outputs, Tensor Features)> layers) =>
        new([.. layers.Select(layer => new Layer(Spectrum.Of(layer.Outputs), Spectrum.Of(layer.Features)))]);

    public static KroneckerCurvature Load(TensorFile file, IReadOnlyList<WeightLayer> layers, torch.Device device) => new(
    [
        .. layers.Select((layer, i) => new Layer(
            Load(file, $"{i}.output", layer.Outputs, device), Load(file, $"{i}.feature", layer.Features, device))),
    ]);

    public override Tensor Eigenvalues()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor[] products = [.. _layers.Select(layer => torch.outer(layer.Outputs.Values, layer.Features.Values).reshape(-1))];
        return torch.cat(products, 0).MoveToOuterDisposeScope();
    }

    public override Tensor Spread(Tensor noise, Tensor deviations)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        List<Tensor> parts = [];
        long next = 0;
        foreach (((Tensor _, Tensor outputs), (Tensor _, Tensor features)) in _layers)
        {
            using DisposeScope one = torch.NewDisposeScope();
            long length = outputs.shape[0] * features.shape[0];
            Tensor own = noise.narrow(1, next, length).reshape(-1, outputs.shape[0], features.shape[0]);
            Tensor coordinates = outputs.t().matmul(own).matmul(features) * deviations.narrow(0, next, length).reshape(outputs.shape[0], -1);
            parts.Add(outputs.matmul(coordinates).matmul(features.t()).reshape(-1, length).MoveToOuterDisposeScope());
            next += length;
        }

        return torch.cat(parts, 1).MoveToOuterDisposeScope();
    }

    public override Tensor OutputCovariance(IReadOnlyList<LayerJacobian> jacobians, Tensor variances) => Sum(
        jacobians,
        variances,
        (layer, jacobian, part) => jacobian.Covariance(part, (_layers[layer].Outputs.Basis, _layers[layer].Features.Basis)));

    public override long RowLength(IReadOnlyList<LayerJacobian> jacobians) => jacobians.Max(jacobian => jacobian.CovarianceLength);

    private static (Tensor Values, Tensor Basis) Load(TensorFile file, string name, long length, torch.Device device) => (
        Spectrum.Load(file, $"{name}_eigenvalues", device, length),
        file.Get($"{name}_eigenvectors", torch.ScalarType.Float64, length, length).to(device));

    private sealed record Layer((Tensor Values, Tensor Basis) Outputs, (Tensor Values, Tensor Basis) Features);
}
