using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>What inputs were divided by before the network, as an option: one number, or one for each channel.</summary>
internal static class InputScale
{
    private const string Name = "input_scale";

    /// <summary>A copy of numbers that are all finite and above 0, at least one; null stays null.</summary>
    public static IReadOnlyList<double>? Check(IReadOnlyList<double>? scale, string name)
    {
        if (scale is not null && !(scale.Count > 0 && scale.All(value => value > 0 && double.IsFinite(value))))
        {
            throw new ArgumentException($"must be numbers, at least one, each finite and greater than 0; got [{string.Join(", ", scale)}].", name);
        }

        return scale is null ? null : Array.AsReadOnly([.. scale]);
    }

    /// <summary>As a part of a file: no numbers for null. The caller disposes the tensor.</summary>
    public static (string Name, Tensor Value) ToPart(IReadOnlyList<double>? scale) =>
        (Name, torch.tensor(scale is null ? [] : scale.ToArray(), dtype: torch.ScalarType.Float64));

    /// <summary>As read from a file.</summary>
    public static IReadOnlyList<double>? Of(TensorFile file) => file.Numbers(Name) is { Length: > 0 } scale ? scale : null;
}
