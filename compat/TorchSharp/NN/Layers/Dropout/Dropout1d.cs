using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

public sealed class Dropout1d : ParameterLessModule<Tensor, Tensor>
{
    internal Dropout1d(double p, bool inplace)
        : base(nameof(Dropout1d))
    {
        this.p = p;
        this.inplace = inplace;
    }

    /// <summary>The probability with which a channel is dropped.</summary>
    public double p { get; set; }

    public bool inplace { get; set; }

    public override Tensor forward(Tensor tensor)
    {
        if (tensor.ndim != 3)
        {
            throw new ArgumentException($"The input must be 3D [N, C, L]; got {tensor.ndim}D.", nameof(tensor));
        }

        return functional.dropout1d(tensor, p, training, inplace);
    }
}
