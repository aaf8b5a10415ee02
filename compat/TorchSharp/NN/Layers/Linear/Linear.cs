using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

public sealed class Linear : Module<Tensor, Tensor>
{
    [ComponentName(Name = nameof(weight))]
    private Parameter? _weight;

    [ComponentName(Name = nameof(bias))]
    private Parameter? _bias;

    internal Linear(Parameter weight, Parameter? bias = null)
        : base(nameof(Linear))
    {
        in_features = weight.shape[1];
        out_features = weight.shape[0];
        this.weight = weight;
        this.bias = bias;
    }

    internal Linear(long inputSize, long outputSize, bool hasBias = true, Device? device = null, ScalarType? dtype = null)
        : base(nameof(Linear))
    {
        in_features = inputSize;
        out_features = outputSize;
        weight = LayerParameters.Empty([outputSize, inputSize], device, dtype);
        bias = hasBias ? LayerParameters.Empty([outputSize], device, dtype) : null;
        LayerParameters.ResetByFanIn(weight, bias);
    }

    public long in_features { get; set; }

    public long out_features { get; set; }

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

    public override Tensor forward(Tensor tensor) => functional.linear(tensor, weight, bias);
}
