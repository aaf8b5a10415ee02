using TorchSharp;
using static TorchSharp.torch;

namespace Uncertainty.Testing;

/// <summary>The values of a tensor as a plain array, row-major.</summary>
public static class Values
{
    public static double[] Of(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        using DisposeScope scope = NewDisposeScope();
        return tensor.detach().cpu().to_type(ScalarType.Float64).contiguous().data<double>().ToArray();
    }
}
