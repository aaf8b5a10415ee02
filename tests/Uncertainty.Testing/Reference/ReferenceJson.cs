using System.Text.Json;

namespace Uncertainty.Testing;

/// <summary>Reads the numbers and nested lists of the recorded cases.</summary>
internal static class ReferenceJson
{
    public static double Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.String => value.GetString() switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            string text => throw new FormatException($"'{text}' is no number."),
            null => throw new FormatException("null is no number."),
        },
        _ => throw new FormatException($"{value.ValueKind} is no number."),
    };

    public static IEnumerable<JsonElement> Leaves(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().SelectMany(Leaves) : [value];

    public static long[] Shape(JsonElement value)
    {
        List<long> lengths = [];
        while (value.ValueKind == JsonValueKind.Array)
        {
            lengths.Add(value.GetArrayLength());
            if (lengths[^1] == 0)
            {
                break;
            }

            value = value[0];
        }

        return [.. lengths];
    }
}
