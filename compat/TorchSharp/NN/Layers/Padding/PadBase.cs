using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

public abstract class PadBase : ParameterLessModule<Tensor, Tensor>
{
    private readonly PaddingModes _mode;

    protected PadBase(string name, PaddingModes mode, double value, params long[] padding)
        : base(name)
    {
        _mode = mode;
        this.value = value;
        this.padding = padding;
    }

    /// <summary>Widths before and after, the last dimension first.</summary>
    public long[] padding { get; set; }

    public double value { get; set; }

    public override Tensor forward(Tensor input) => functional.pad(input, padding, _mode, value);
}
