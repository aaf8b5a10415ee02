using TorchSharp;
using TorchSharp.Modules;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// A layer whose inputs (of a convolution, whose channels) are multiplied by noise N(1, α), with α learnt, for each unit or for all. In
/// training mode each row has noise of its own; in evaluation mode the layer runs as it is. <see cref="Svi"/> trains networks with such
/// layers, <see cref="VariationalNetwork"/> draws from them.
/// </summary>
/// <remarks>
/// Kingma, Salimans, Welling, "Variational Dropout and the Local Reparameterization Trick", NeurIPS 2015, Section 3.2: a draw has one number
/// s from N(1, α) for each unit, by which all its weights are multiplied. The prior over s is log-uniform, with all that
/// <see cref="LogUniformPrior"/> says of it. Parameters: "log_alpha", [K] or [], and those of the layer under "layer".
/// </remarks>
public sealed class VariationalDropout : torch.nn.Module<Tensor, Tensor>, IVariationalLayer, IRandomWeights
{
    private const string LogAlpha = "log_alpha";

    private readonly InputUnits _units;

    /// <summary>Puts noise before a layer.</summary>
    /// <param name="next">
    /// A Linear, Conv1d, Conv2d, Conv3d or ConvTranspose2d. It becomes a part of this module, and is disposed with it.
    /// </param>
    /// <param name="options">First α, and whether the units share it; null for the defaults.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="next"/> is another layer, or a convolution that does not tell its number of channels (TorchSharp before 0.105).
    /// </exception>
    public VariationalDropout(torch.nn.Module<Tensor, Tensor> next, VariationalDropoutOptions? options = null)
        : base(nameof(VariationalDropout))
    {
        Layer = Guard.NotNull(next);
        _units = InputUnits.Of(next);
        VariationalDropoutOptions chosen = options ?? new VariationalDropoutOptions();
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor weight = next.get_parameter("weight")!;
        long[] shape = chosen.SharedAlpha ? [] : [_units.Count];
        register_parameter(
            LogAlpha, WeightNormal.Learnt(torch.full(shape, Math.Log(chosen.InitialAlpha), dtype: weight.dtype, device: weight.device)));
        register_module("layer", next);
        train(next.training);
    }

    /// <summary>The layer. A part of this module: not to be disposed.</summary>
    public torch.nn.Module<Tensor, Tensor> Layer { get; }

    string IVariationalLayer.Kind => "noise on the inputs";

    torch.nn.Module<Tensor, Tensor> IRandomWeights.Place => this;

    private Parameter LogAlphas => get_parameter(LogAlpha)!;

    /// <summary>α, [K] for the units that come in, or [] where they share it; a new tensor, with its gradient.</summary>
    public Tensor Alpha() => LogAlphas.exp();

    /// <summary>
    /// KL(q ‖ p) of the noise but for a constant, in nats, the sum over the K units: a single number, with its gradient, at least 0. It falls as
    /// α grows.
    /// </summary>
    /// <remarks>Molchanov, Ashukha, Vetrov 2017, Eq. (14); see <see cref="LogUniformPrior"/>.</remarks>
    public Tensor Kl()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return LogUniformPrior.Divergence(LogAlphas.expand(_units.Count)).MoveToOuterDisposeScope();
    }

    /// <summary>Runs the layer: in training mode on inputs with noise, another one for each row.</summary>
    /// <param name="input">
    /// [N, …] inputs of the layer. Along the dimensions between the first and the last of a Linear's, and over a convolution's map, a unit has
    /// one noise.
    /// </param>
    /// <returns>[N, …] outputs of the layer.</returns>
    /// <exception cref="ArgumentException"><paramref name="input"/> has another number of units, or of dimensions.</exception>
    public override Tensor forward(Tensor input)
    {
        long[] shape = _units.Shape(Guard.NotNull(input));
        if (!training)
        {
            return Layer.call(input);
        }

        using DisposeScope scope = torch.NewDisposeScope();
        Tensor deviations = Deviations().reshape(UnitShape.Of(shape, 1, _units.AreLast));
        Tensor noise = torch.randn(shape, dtype: input.dtype, device: input.device);
        return Layer.call(input * ((deviations * noise) + 1)).MoveToOuterDisposeScope();
    }

    Tensor IVariationalLayer.Divergence() => Kl();

    IEnumerable<(Tensor Own, Tensor Values)> IRandomWeights.Sample(torch.Generator generator)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Parameter weight = Layer.get_parameter("weight")!;
        Tensor factors = (Deviations() * WeightNormal.Noise(generator, weight, [_units.Count])) + 1;
        return [(weight, (weight * OfWeight(factors, weight.shape)).MoveToOuterDisposeScope())];
    }

    /// <summary>√α of each unit [K].</summary>
    private Tensor Deviations() => (LogAlphas * 0.5).exp().expand(_units.Count);

    /// <summary>Factors of units [K] as a weight of this shape is multiplied by them.</summary>
    private Tensor OfWeight(Tensor factors, long[] weight)
    {
        long[] kernel = [.. Enumerable.Repeat(1L, Math.Max(0, weight.Length - 2))];
        if (_units.AreLast || Layer is ConvTranspose2d)
        {
            return factors.reshape(_units.AreLast ? [1, _units.Count] : [_units.Count, 1, .. kernel]);
        }

        // Each block of outputs sees the channels of its own group.
        long groups = _units.Count / weight[1];
        return factors.reshape(groups, 1, weight[1]).expand(groups, weight[0] / groups, weight[1]).reshape([weight[0], weight[1], .. kernel]);
    }

    /// <summary>Nothing: all is registered by name.</summary>
    protected override void RegisterComponents()
    {
    }
}
