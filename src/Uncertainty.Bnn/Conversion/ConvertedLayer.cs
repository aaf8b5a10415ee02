using TorchSharp;
using Module = TorchSharp.torch.nn.Module;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// What makes a layer of torch's Bayesian: the deviations of its weights, and the weights that it was trained to. The layer's own weights
/// are the means. Its forward is what the randomness adds to the layer's outputs.
/// </summary>
internal sealed class ConvertedLayer : torch.nn.Module<Tensor, Tensor>, INormalWeights
{
    private static readonly string[] Parts = ["weight", "bias"];

    private readonly WeightOperation _operation;
    private readonly ConversionOptions _options;

    public ConvertedLayer(string name, Module host, WeightOperation operation, ConversionOptions options)
        : base(nameof(ConvertedLayer))
    {
        HostName = name;
        Place = (torch.nn.Module<Tensor, Tensor>)host;
        _options = options;
        _operation = operation;
        foreach (string part in Parts)
        {
            if (host.get_parameter(part) is { } trained)
            {
                Register(part, trained);
            }
        }
    }

    /// <summary>Where the layer is in the network.</summary>
    public string HostName { get; }

    public torch.nn.Module<Tensor, Tensor> Place { get; }

    public string Kind => $"{_operation.Text}, {_options.Estimator}, {Prior.Text}"
        + (_options.PriorAtTrainedWeights ? " around the trained weights" : string.Empty);

    public WeightPrior Prior => _options.Prior;

    public IReadOnlyList<WeightNormal> Weights =>
    [
        .. Parts.Where(part => get_parameter($"{part}_rho") is not null).Select(part => new WeightNormal(
            Place.get_parameter(part)!,
            get_parameter($"{part}_rho")!,
            _options.PriorAtTrainedWeights ? get_buffer($"{part}_trained") : null)),
    ];

    public override Tensor forward(Tensor input) => WeightNoise.Of(_operation, input, Weights, _options.Estimator);

    /// <summary>Lets the layer's outputs be random in training mode; the result takes that back.</summary>
    public Action Attach() => Place.register_forward_hook((layer, input, output) => layer.training ? Add(input, output) : output).remove;

    /// <summary>Puts the trained weights back.</summary>
    public void Revert()
    {
        using IDisposable noGradient = torch.no_grad();
        using DisposeScope scope = torch.NewDisposeScope();
        foreach (string part in Parts)
        {
            if (get_buffer($"{part}_trained") is { } trained)
            {
                Place.get_parameter(part)!.copy_(trained);
            }
        }
    }

    /// <summary>Nothing: the layer in the field is another's.</summary>
    protected override void RegisterComponents()
    {
    }

    private Tensor Add(Tensor input, Tensor output)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor random = (output + call(input)).MoveToOuterDisposeScope();

        // Nobody else is given it.
        output.Dispose();
        return random;
    }

    private void Register(string part, Tensor trained)
    {
        using IDisposable noGradient = torch.no_grad();
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor deviation = _options.RelativeDeviation is { } share
            ? (trained.detach().abs() * share).clamp_min(_options.Deviation)
            : torch.full_like(trained, _options.Deviation);
        register_parameter($"{part}_rho", WeightNormal.Learnt(WeightNormal.RhoOf(deviation)));
        register_buffer($"{part}_trained", trained.detach().clone().DetachFromDisposeScope());
    }
}
