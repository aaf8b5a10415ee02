using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty;

/// <summary>Tensors as plain arrays.</summary>
internal static class PlainNumbers
{
    /// <summary>All values of a tensor of any device, type and layout, in double precision, row-major.</summary>
    public static double[] Of(Tensor values)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return values.detach().cpu().to_type(torch.ScalarType.Float64).contiguous().data<double>().ToArray();
    }

    /// <summary>Numbers as a tensor of double precision on the CPU, of one dimension where no shape is given. In the current dispose scope, alone.</summary>
    public static Tensor ToTensor(double[] values, params long[] shape)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return torch.tensor(values, shape.Length == 0 ? [values.Length] : shape).MoveToOuterDisposeScope();
    }
}
