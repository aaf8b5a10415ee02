using System.Buffers.Binary;
using System.Text.Json;
using TorchSharp;

namespace Uncertainty;

/// <summary>
/// What stands before the values in a tensor file. Nothing in a file is taken on trust: every number is checked against the file's
/// length before memory is asked for.
/// </summary>
internal sealed class TensorFileHeader
{
    /// <summary>Bytes before the header that hold its length.</summary>
    public const int Prefix = sizeof(ulong);

    /// <summary>The key of the settings.</summary>
    public const string Settings = "__metadata__";

    private const long LongestHeader = 100_000_000;
    private const int MostDimensions = 64;
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 4, AllowDuplicateProperties = false };

    private TensorFileHeader(IReadOnlyDictionary<string, string> texts, IReadOnlyList<Entry> entries)
    {
        Texts = texts;
        Entries = entries;
    }

    /// <summary>One tensor.</summary>
    public sealed record Entry(string Name, torch.ScalarType Type, long[] Shape, long Begin, long End);

    /// <summary>The settings.</summary>
    public IReadOnlyDictionary<string, string> Texts { get; }

    /// <summary>The tensors in the order of their values, which fill the rest of the file without gaps.</summary>
    public IReadOnlyList<Entry> Entries { get; }

    /// <summary>Reads and checks; leaves the stream where the values begin.</summary>
    /// <exception cref="InvalidDataException">Something does not fit.</exception>
    public static TensorFileHeader Read(Stream stream)
    {
        if (stream.Length < Prefix)
        {
            throw new InvalidDataException($"it has {stream.Length} bytes, where the length of a header alone takes {Prefix}.");
        }

        byte[] prefix = new byte[Prefix];
        stream.ReadExactly(prefix);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        long rest = stream.Length - Prefix;
        if (length > (ulong)Math.Min(rest, LongestHeader))
        {
            throw new InvalidDataException($"its header would have {length} bytes; at most {Math.Min(rest, LongestHeader)} can be there.");
        }

        byte[] header = new byte[length];
        stream.ReadExactly(header);
        try
        {
            using JsonDocument document = JsonDocument.Parse(header, Strict);
            return Read(document.RootElement, rest - (long)length);
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"its header is no JSON that could be read: {error.Message}", error);
        }
        catch (InvalidOperationException error)
        {
            // Texts that are no Unicode are found out when they are read.
            throw new InvalidDataException($"its header holds text that could not be read: {error.Message}", error);
        }
    }

    private static TensorFileHeader Read(JsonElement root, long bytes)
    {
        Require(root.ValueKind == JsonValueKind.Object, "its header is no JSON object.");
        Dictionary<string, string> texts = [];
        List<Entry> entries = [];
        foreach (JsonProperty property in root.EnumerateObject())
        {
            if (property.Name != Settings)
            {
                entries.Add(Tensor(property));
                continue;
            }

            Require(property.Value.ValueKind == JsonValueKind.Object, $"its {Settings} is no object.");
            foreach (JsonProperty text in property.Value.EnumerateObject())
            {
                Require(text.Value.ValueKind == JsonValueKind.String, $"its setting '{text.Name}' is no text.");
                texts.Add(text.Name, text.Value.GetString()!);
            }
        }

        // Where several begin at one place, all but the last must be empty.
        Entry[] sorted = [.. entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End)];
        long next = 0;
        foreach (Entry entry in sorted)
        {
            Require(
                entry.Begin == next && entry.End <= bytes,
                $"the values of tensor '{entry.Name}' are said to be bytes {entry.Begin} to {entry.End} of {bytes}, where {next} is next.");
            next = entry.End;
        }

        Require(next == bytes, $"its tensors take {next} bytes, but {bytes} follow the header.");
        return new TensorFileHeader(texts, sorted);
    }

    private static Entry Tensor(JsonProperty property)
    {
        string name = property.Name;
        Require(property.Value.ValueKind == JsonValueKind.Object, $"tensor '{name}' is no object.");
        string? type = null;
        long[]? shape = null;
        long[]? offsets = null;
        foreach (JsonProperty part in property.Value.EnumerateObject())
        {
            switch (part.Name)
            {
                case "dtype" when part.Value.ValueKind == JsonValueKind.String:
                    type = part.Value.GetString();
                    break;
                case "shape":
                    shape = Numbers(name, part);
                    break;
                case "data_offsets":
                    offsets = Numbers(name, part);
                    break;
                default:
                    throw new InvalidDataException($"tensor '{name}' has a part '{part.Name}' that is not understood.");
            }
        }

        (torch.ScalarType Type, int Size) known = TensorFileTypes.Of(type)
            ?? throw new InvalidDataException($"tensor '{name}' is of type '{type}', which is not known here.");
        Require(shape is not null && offsets is { Length: 2 }, $"tensor '{name}' does not say its shape and the two ends of its values.");
        long length = offsets![1] - offsets[0];
        Require(
            shape!.Length <= MostDimensions && length >= 0 && Product(shape, known.Size) == length,
            $"tensor '{name}' of shape [{string.Join(", ", shape)}] and type {type} does not fit into {length} bytes.");
        return new Entry(name, known.Type, shape!, offsets[0], offsets[1]);
    }

    private static long[] Numbers(string name, JsonProperty part)
    {
        Require(part.Value.ValueKind == JsonValueKind.Array, $"tensor '{name}' has a {part.Name} that is no list.");
        List<long> numbers = [];
        foreach (JsonElement element in part.Value.EnumerateArray())
        {
            Require(
                element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out long number) && number >= 0,
                $"tensor '{name}' has {element.GetRawText()} in its {part.Name}, which must be whole numbers of at least 0.");
            numbers.Add(element.GetInt64());
        }

        return [.. numbers];
    }

    /// <summary>Bytes of a tensor; null where there are too many to count, even if a dimension of 0 would take them all away.</summary>
    private static long? Product(long[] shape, int size)
    {
        Int128 product = size;
        foreach (long length in shape)
        {
            product *= Math.Max(1, length);
            if (product > long.MaxValue)
            {
                return null;
            }
        }

        return Array.IndexOf(shape, 0) >= 0 ? 0 : (long)product;
    }

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new InvalidDataException(otherwise);
        }
    }
}
