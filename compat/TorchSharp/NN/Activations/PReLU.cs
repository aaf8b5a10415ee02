using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>A leaky rectifier that learns its slope: one for all, or one for each channel.</summary>
public sealed class PReLU : Module<Tensor, Tensor>
{
    [ComponentName(Name = nameof(weight))]
    private Parameter _weight;

    internal PReLU(long num_parameters, double init, Device? device, ScalarType? dtype)
        : base(nameof(PReLU))
    {
        this.num_parameters = num_parameters;
        this.init = init;
        _weight = new Parameter(full([num_parameters], init, dtype ?? get_default_dtype(), device).DetachFromDisposeScope());
        register_parameter(nameof(weight), _weight);
    }

    public Parameter weight
    {
        get => _weight;
        set
        {
            if (ReferenceEquals(value, _weight))
            {
                return;
            }

            _weight.Dispose();
            value.DetachFromDisposeScope();
            _weight = value;
            ConditionallyRegisterParameter(nameof(weight), value);
        }
    }

    public long num_parameters { get; }

    public double init { get; }

    public override Tensor forward(Tensor tensor) => functional.prelu(tensor, weight);
}
