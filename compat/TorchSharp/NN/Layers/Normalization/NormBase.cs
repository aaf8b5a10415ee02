using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

public abstract class NormBase : Module<Tensor, Tensor>
{
    [ComponentName(Name = nameof(weight))]
    private Parameter? _weight;

    [ComponentName(Name = nameof(bias))]
    private Parameter? _bias;

    [ComponentName(Name = nameof(running_mean))]
    private Tensor? _running_mean;

    [ComponentName(Name = nameof(running_var))]
    private Tensor? _running_var;

    [ComponentName(Name = nameof(num_batches_tracked))]
    private Tensor? _num_batches_tracked;

    public NormBase(
        long num_features,
        double eps,
        double? momentum,
        bool affine,
        bool track_running_stats,
        Device? device,
        ScalarType? dtype,
        string name)
        : base(name)
    {
        this.num_features = num_features;
        this.eps = eps;
        this.momentum = momentum;
        this.affine = affine;
        this.track_running_stats = track_running_stats;
        if (affine)
        {
            weight = LayerParameters.Empty([num_features], device, dtype);
            bias = LayerParameters.Empty([num_features], device, dtype);
        }

        if (track_running_stats)
        {
            running_mean = torch.empty([num_features], dtype, device);
            running_var = torch.empty([num_features], dtype, device);
            num_batches_tracked = torch.empty([], ScalarType.Int64, device);
        }

        reset_parameters();
    }

    public long num_features { get; }

    public double eps { get; set; }

    /// <summary>The weight of a batch in the running statistics; null for their plain average over all batches.</summary>
    public double? momentum { get; set; }

    public bool affine { get; }

    public bool track_running_stats { get; }

    public Parameter weight
    {
        get => _weight!;
        set => ConditionallyRegisterParameter(nameof(weight), _weight = LayerParameters.Own(_weight, value));
    }

    public Parameter? bias
    {
        get => _bias;
        set => ConditionallyRegisterParameter(nameof(bias), _bias = LayerParameters.Own(_bias, value));
    }

    public Tensor? running_mean
    {
        get => _running_mean;
        set => ConditionallyRegisterBuffer(nameof(running_mean), _running_mean = LayerParameters.Own(_running_mean, value));
    }

    public Tensor? running_var
    {
        get => _running_var;
        set => ConditionallyRegisterBuffer(nameof(running_var), _running_var = LayerParameters.Own(_running_var, value));
    }

    public Tensor? num_batches_tracked
    {
        get => _num_batches_tracked;
        set => ConditionallyRegisterBuffer(
            nameof(num_batches_tracked), _num_batches_tracked = LayerParameters.Own(_num_batches_tracked, value));
    }

    public void reset_running_stats()
    {
        if (track_running_stats)
        {
            init.zeros_(running_mean!);
            init.ones_(running_var!);
            init.zeros_(num_batches_tracked!);
        }
    }

    public void reset_parameters()
    {
        reset_running_stats();
        if (affine)
        {
            init.ones_(weight);
            init.zeros_(bias!);
        }
    }

    protected abstract void ValidateInputDimensions(Tensor input);

    private protected static void CheckDimensions(Tensor input, int fewest, int most)
    {
        if (input.ndim < fewest || input.ndim > most)
        {
            string expected = fewest == most ? $"{fewest}D" : $"{fewest}D or {most}D";
            throw new ArgumentException($"The input must be {expected}; got {input.ndim}D.", nameof(input));
        }
    }
}
