using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>Eigenvalues of sums of squares, which only rounding can make negative.</summary>
internal static class Spectrum
{
    private const double Rounding = 1e-9;

    /// <summary>Eigenvalues [M], none below 0, and eigenvectors [M, M] in columns, of a symmetric [M, M]. In the current scope.</summary>
    public static (Tensor Values, Tensor Basis) Of(Tensor matrix)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        (Tensor values, Tensor basis) = torch.linalg.eigh(matrix);
        return (WithoutRounding(values).MoveToOuterDisposeScope(), basis.MoveToOuterDisposeScope());
    }

    /// <summary>The values, with 0 for those that are below it by no more than rounding.</summary>
    /// <exception cref="InvalidOperationException">A value is truly negative, or not finite.</exception>
    public static Tensor WithoutRounding(Tensor values)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        double lowest = values.min().item<double>();
        double largest = values.abs().max().item<double>();
        if (!(lowest >= -Rounding * largest) || !double.IsFinite(largest))
        {
            throw new InvalidOperationException(
                $"The curvature has an eigenvalue of {lowest:G6} beside {largest:G6}; none can be below 0. The features of the "
                + "network are too large for double precision.");
        }

        return values.clamp(0).MoveToOuterDisposeScope();
    }

    /// <summary>Saved eigenvalues, in the current scope.</summary>
    /// <exception cref="InvalidDataException">They are not there, of another shape, or below 0.</exception>
    public static Tensor Load(TensorFile file, string name, torch.Device device, params long[] shape)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor values = file.Get(name, torch.ScalarType.Float64, shape);
        return values.min().item<double>() >= 0
            ? values.to(device).MoveToOuterDisposeScope()
            : throw file.Wrong($"its tensor '{name}' has values below 0.");
    }
}
