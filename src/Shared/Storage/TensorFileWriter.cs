using System.Buffers.Binary;
using System.Text.Json;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty;

/// <summary>Writes tensor files.</summary>
internal static class TensorFileWriter
{
    private const int PieceLength = 1 << 20;
    private const int Alignment = 8;

    /// <summary>See <see cref="TensorFile.Save"/>.</summary>
    public static void Write(
        string path, IEnumerable<KeyValuePair<string, string>> texts, IEnumerable<(string Name, Tensor Value)> tensors)
    {
        // Widest first: as the values follow one another without gaps, each is then at a multiple of its size.
        (string Name, Tensor Value)[] ordered = [.. tensors.OrderByDescending(tensor => TensorFileTypes.Of(tensor.Value.dtype).Size)];
        WholeFile.Write(path, stream =>
        {
            byte[] header = Header(texts, ordered);
            Span<byte> prefix = stackalloc byte[TensorFileHeader.Prefix];
            BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)header.Length);
            stream.Write(prefix);
            stream.Write(header);
            Array.ForEach(ordered, tensor => Write(stream, tensor.Value));
        });
    }

    private static byte[] Header(IEnumerable<KeyValuePair<string, string>> texts, (string Name, Tensor Value)[] tensors)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream))
        {
            json.WriteStartObject();
            json.WriteStartObject(TensorFileHeader.Settings);
            foreach ((string key, string text) in texts)
            {
                json.WriteString(key, text);
            }

            json.WriteEndObject();
            long next = 0;
            foreach ((string name, Tensor value) in tensors)
            {
                (string type, int size) = TensorFileTypes.Of(value.dtype);
                json.WriteStartObject(name);
                json.WriteString("dtype", type);
                WriteNumbers(json, "shape", value.shape);
                WriteNumbers(json, "data_offsets", [next, next += value.numel() * size]);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        while (stream.Length % Alignment != 0)
        {
            stream.WriteByte((byte)' ');
        }

        return stream.ToArray();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, ReadOnlySpan<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (long number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }

    private static void Write(Stream stream, Tensor value)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor flat = value.detach().cpu().contiguous().reshape(-1);
        for (long first = 0; first < flat.numel(); first += PieceLength)
        {
            using Tensor piece = flat.narrow(0, first, Math.Min(PieceLength, flat.numel() - first));
            stream.Write(piece.bytes);
        }
    }
}
