using TorchSharp;
using TorchSharp.Modules;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// A layer whose weights are random: independent normals N(μ, σ²) with σ = softplus(ρ), both learnt. In training mode each forward pass is
/// random; in evaluation mode it runs with the means μ, as a plain layer does, like dropout. <see cref="VariationalNetwork"/> draws from
/// networks with such layers, <see cref="Svi"/> trains them.
/// </summary>
/// <remarks>
/// Graves, "Practical Variational Inference for Neural Networks", NeurIPS 2011; Blundell et al., "Weight Uncertainty in Neural Networks",
/// ICML 2015. Parameters: "weight_mean", "weight_rho" and, with a bias, "bias_mean", "bias_rho".
/// </remarks>
public abstract class BayesianLayer : torch.nn.Module<Tensor, Tensor>, INormalWeights
{
    private const string Weight = "weight";
    private const string Bias = "bias";

    private readonly WeightOperation _operation;
    private readonly BayesianLayerOptions _options;

    private protected BayesianLayer(
        string name, WeightOperation operation, long[] shape, long outputs, bool bias, BayesianLayerOptions? options)
        : base(name)
    {
        _operation = operation;
        _options = options ?? new BayesianLayerOptions();
        Guard.NotNull(_options.Prior, nameof(BayesianLayerOptions.Prior));
        double bound = 1 / Math.Sqrt(shape.Skip(1).Aggregate(1L, (product, length) => product * length));
        Register(Weight, shape, bound);
        if (bias)
        {
            Register(Bias, [outputs], bound);
        }
    }

    /// <summary>How random outputs are made in training mode.</summary>
    public WeightEstimator Estimator => _options.Estimator;

    /// <summary>The prior over each weight.</summary>
    public WeightPrior Prior => _options.Prior;

    /// <summary>μ of the weight, of the plain layer's shape. A parameter of the layer: not to be disposed.</summary>
    public Parameter WeightMean => get_parameter("weight_mean")!;

    /// <summary>μ of the bias [outputs]; null without. A parameter of the layer: not to be disposed.</summary>
    public Parameter? BiasMean => get_parameter("bias_mean");

    string IVariationalLayer.Kind => $"{GetName()}, {_operation.Text}, {Estimator}, {Prior.Text}";

    torch.nn.Module<Tensor, Tensor> IRandomWeights.Place => this;

    IReadOnlyList<WeightNormal> INormalWeights.Weights => Weights;

    private IReadOnlyList<WeightNormal> Weights => BiasMean is { } bias
        ? [new WeightNormal(WeightMean, get_parameter("weight_rho")!), new WeightNormal(bias, get_parameter("bias_rho")!)]
        : [new WeightNormal(WeightMean, get_parameter("weight_rho")!)];

    /// <summary>σ of the weight, of the plain layer's shape; a new tensor, with its gradient.</summary>
    public Tensor WeightDeviation() => Weights[0].Deviation();

    /// <summary>σ of the bias [outputs]; null without. A new tensor, with its gradient.</summary>
    public Tensor? BiasDeviation() => Weights.Count > 1 ? Weights[1].Deviation() : null;

    /// <summary>
    /// The sum (not the mean) of KL(q ‖ p) over all weights and biases, in nats: a single number, with its gradient. In closed form where
    /// <see cref="WeightPrior.IsClosedForm"/>; otherwise an estimate from one sample.
    /// </summary>
    public Tensor Kl() => ((IVariationalLayer)this).Divergence();

    /// <summary>Runs the layer: at random in training mode, with the means in evaluation mode.</summary>
    /// <param name="input">[N, …] inputs.</param>
    /// <returns>[N, …] outputs, of the plain layer's shape.</returns>
    /// <exception cref="ArgumentException"><paramref name="input"/> has another number of units, or of dimensions.</exception>
    public override Tensor forward(Tensor input)
    {
        Guard.NotNull(input);
        _operation.Check(input, WeightMean);
        if (!training)
        {
            return _operation.Run(input, WeightMean, BiasMean);
        }

        using DisposeScope scope = torch.NewDisposeScope();
        Tensor outputs = Estimator == WeightEstimator.Reparameterisation
            ? _operation.Run(input, WeightNoise.Sample(Weights[0]), Weights.Count > 1 ? WeightNoise.Sample(Weights[1]) : null)
            : _operation.Run(input, WeightMean, BiasMean) + WeightNoise.Of(_operation, input, Weights, Estimator);
        return outputs.MoveToOuterDisposeScope();
    }

    private void Register(string name, long[] shape, double bound)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        register_parameter($"{name}_mean", WeightNormal.Learnt(torch.empty(shape).uniform_(-bound, bound)));
        Tensor deviation = torch.full(shape, _options.InitialDeviation);
        register_parameter($"{name}_rho", WeightNormal.Learnt(WeightNormal.RhoOf(deviation)));
    }
}
