using TorchSharp;

namespace Uncertainty;

/// <summary>The types of values that a tensor file can hold, under the names that safetensors has for them.</summary>
internal static class TensorFileTypes
{
    private static readonly (string Name, torch.ScalarType Type, int Size)[] All =
    [
        ("F64", torch.ScalarType.Float64, 8),
        ("F32", torch.ScalarType.Float32, 4),
        ("F16", torch.ScalarType.Float16, 2),
        ("BF16", torch.ScalarType.BFloat16, 2),
        ("I64", torch.ScalarType.Int64, 8),
        ("I32", torch.ScalarType.Int32, 4),
        ("I16", torch.ScalarType.Int16, 2),
        ("I8", torch.ScalarType.Int8, 1),
        ("U8", torch.ScalarType.Byte, 1),
        ("BOOL", torch.ScalarType.Bool, 1),
    ];

    /// <summary>The type of a name; null where there is none.</summary>
    public static (torch.ScalarType Type, int Size)? Of(string? name)
    {
        int place = Array.FindIndex(All, entry => entry.Name == name);
        return place < 0 ? null : (All[place].Type, All[place].Size);
    }

    public static (string Name, int Size) Of(torch.ScalarType type)
    {
        int place = Array.FindIndex(All, entry => entry.Type == type);
        return place < 0
            ? throw new ArgumentException($"must be one of {string.Join(", ", All.Select(entry => entry.Type))}; got {type}.", nameof(type))
            : (All[place].Name, All[place].Size);
    }
}
