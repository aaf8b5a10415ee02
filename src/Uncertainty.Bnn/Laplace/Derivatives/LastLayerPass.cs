using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>A run of a network whose last layer's weights vary: no derivative needs to be computed.</summary>
internal sealed class LastLayerPass : LinearisedPass
{
    private readonly Tensor _features;
    private readonly Tensor _outputs;

    /// <param name="features">[n, F] what the layer is given, with the 1 for the bias, in double.</param>
    /// <param name="outputs">[n, C] outputs, in double.</param>
    public LastLayerPass(Tensor features, Tensor outputs)
    {
        _features = features.DetachFromDisposeScope();
        _outputs = outputs.DetachFromDisposeScope();
    }

    public override Tensor Outputs() => _outputs.alias();

    public override IReadOnlyList<LayerJacobian> Jacobians() => [LayerJacobian.OfLast(_features, _outputs.shape[1])];

    public override CurvatureTerms Terms(Tensor? probabilities) => new LastLayerTerms(_features, _outputs.shape[1], probabilities);

    public override void Dispose()
    {
        _features.Dispose();
        _outputs.Dispose();
    }
}
