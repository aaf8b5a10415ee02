namespace TorchSharp.Utils;

/// <summary>Numbers of 0 to 2^63 - 1 in groups of seven bits, the lowest first; a set high bit says that more follow.</summary>
internal static class LEB128Codec
{
    private const int GroupBits = 7;
    private const int Groups = 9;

    internal static void Encode(this BinaryWriter writer, long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        while (value > 0x7f)
        {
            writer.Write((byte)((value & 0x7f) | 0x80));
            value >>= GroupBits;
        }

        writer.Write((byte)value);
    }

    internal static long Decode(this BinaryReader reader)
    {
        long value = 0;
        for (int group = 0; group < Groups; group++)
        {
            long part = reader.ReadByte();
            value |= (part & 0x7f) << (group * GroupBits);
            if ((part & 0x80) == 0)
            {
                return value;
            }
        }

        throw new InvalidDataException($"A number has more than {Groups} groups of {GroupBits} bits: this is not a saved tensor.");
    }
}
