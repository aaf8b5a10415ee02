using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// A layer with dropout before it whose rate p is learnt with the weights: of a Linear's inputs, or of a convolution's channels. In training
/// mode the masks are relaxed, so that p has a gradient; in evaluation mode the layer runs as it is. <see cref="Svi"/> trains networks with
/// such layers; <see cref="McDropout"/> and <see cref="VariationalNetwork"/> draw from them, with masks of zeros and ones.
/// </summary>
/// <remarks>
/// Gal, Hron, Kendall, "Concrete Dropout", NeurIPS 2017. Parameters: "dropout.rate_logit", which is ln(p / (1 − p)), and those of the layer
/// under "layer". What is kept is multiplied by 1 / (1 − p), also in training: the paper's weights M are the layer's own times that.
/// </remarks>
public sealed class ConcreteDropout : torch.nn.Module<Tensor, Tensor>, IVariationalLayer
{
    private readonly ConcreteMask _mask;
    private readonly ConcreteDropoutOptions _options;

    /// <summary>Puts dropout before a layer.</summary>
    /// <param name="next">
    /// A Linear, Conv1d, Conv2d, Conv3d or ConvTranspose2d. It becomes a part of this module, and is disposed with it.
    /// </param>
    /// <param name="options">First rate, temperature and prior; null for the defaults.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="next"/> is another layer, or a convolution that does not tell its number of channels (TorchSharp before 0.105).
    /// </exception>
    public ConcreteDropout(torch.nn.Module<Tensor, Tensor> next, ConcreteDropoutOptions? options = null)
        : base(nameof(ConcreteDropout))
    {
        Layer = Guard.NotNull(next);
        _options = options ?? new ConcreteDropoutOptions();
        _mask = new ConcreteMask(InputUnits.Of(next), _options.InitialRate, _options.Temperature, next.get_parameter("weight")!);
        register_module("dropout", _mask);
        register_module("layer", next);
        train(next.training);
    }

    /// <summary>The layer. A part of this module: not to be disposed.</summary>
    public torch.nn.Module<Tensor, Tensor> Layer { get; }

    /// <summary>The rate p as it is by now: the share of units dropped.</summary>
    /// <exception cref="InvalidOperationException">It is not a number: the training went astray.</exception>
    public double Rate => _mask.Rate;

    string IVariationalLayer.Kind =>
        $"temperature {TensorFile.Exact(_options.Temperature)}, length scale {TensorFile.Exact(_options.LengthScale)}";

    /// <summary>
    /// KL(q ‖ p) of the layer's weights but for a constant, in nats: l² ‖W‖² / (2 (1 − p)) − K H(p), for the layer's weight W without its
    /// bias, K units (or channels) that come in, and the entropy H of being kept or dropped. A single number, with its gradient; may be
    /// negative.
    /// </summary>
    /// <remarks>Gal, Hron, Kendall 2017, Eq. (3) and (4), with M = W / (1 − p).</remarks>
    public Tensor Kl()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        double precision = _options.LengthScale * _options.LengthScale;
        Tensor weights = Layer.get_parameter("weight")!.square().sum() * _mask.Scale() * (precision / 2);
        return (weights - (_mask.Entropy() * _mask.Units.Count)).MoveToOuterDisposeScope();
    }

    /// <summary>Runs the layer: in training mode on inputs some of which are dropped, another choice for each row.</summary>
    /// <param name="input">
    /// [N, …] inputs of the layer. Along the dimensions between the first and the last of a Linear's, and over a convolution's map, a unit is
    /// dropped everywhere or nowhere.
    /// </param>
    /// <returns>[N, …] outputs of the layer.</returns>
    /// <exception cref="ArgumentException"><paramref name="input"/> has another number of units, or of dimensions.</exception>
    public override Tensor forward(Tensor input)
    {
        Guard.NotNull(input);
        using DisposeScope scope = torch.NewDisposeScope();
        return Layer.call(_mask.call(input)).MoveToOuterDisposeScope();
    }

    Tensor IVariationalLayer.Divergence() => Kl();

    /// <summary>Nothing: all is registered by name.</summary>
    protected override void RegisterComponents()
    {
    }
}
