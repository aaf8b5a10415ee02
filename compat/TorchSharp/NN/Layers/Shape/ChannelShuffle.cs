using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

public sealed class ChannelShuffle : ParameterLessModule<Tensor, Tensor>
{
    internal ChannelShuffle(long groups)
        : base(nameof(ChannelShuffle)) => this.groups = groups;

    public long groups { get; set; }

    /// <summary>Deals the channels of the groups out in turn.</summary>
    public override Tensor forward(Tensor tensor)
    {
        if (tensor.ndim < 3)
        {
            throw new ArgumentException($"The input must have at least 3 dimensions; got {tensor.ndim}.", nameof(tensor));
        }

        // libtorch 1.13's own operator has no gradient.
        long[] shape = tensor.shape;
        using Tensor grouped = Aten.Call("reshape", tensor, (long[])[shape[0], groups, shape[1] / groups, .. shape[2..]]);
        using Tensor dealt = Aten.Call("transpose.int", grouped, 1L, 2L);
        return Aten.Call("reshape", dealt, shape);
    }
}
