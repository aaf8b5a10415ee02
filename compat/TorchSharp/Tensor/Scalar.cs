using TorchSharp.Interop;

namespace TorchSharp;

/// <summary>A number handed to libtorch: an integer, a real or a truth value, kept as what it was.</summary>
public sealed class Scalar : IDisposable
{
    internal Scalar(Tag tag, long bits)
    {
        Tag = tag;
        Bits = bits;
    }

    internal Tag Tag { get; }

    internal long Bits { get; }

    internal double AsDouble => Tag == Tag.Double ? BitConverter.Int64BitsToDouble(Bits) : Bits;

    internal long AsLong => Tag == Tag.Double ? (long)BitConverter.Int64BitsToDouble(Bits) : Bits;

    public torch.ScalarType Type => Tag switch
    {
        Tag.Double => torch.ScalarType.Float64,
        Tag.Bool => torch.ScalarType.Bool,
        _ => torch.ScalarType.Int64,
    };

    public static implicit operator Scalar(byte value) => new(Tag.Int, value);

    public static implicit operator Scalar(sbyte value) => new(Tag.Int, value);

    public static implicit operator Scalar(short value) => new(Tag.Int, value);

    public static implicit operator Scalar(int value) => new(Tag.Int, value);

    public static implicit operator Scalar(long value) => new(Tag.Int, value);

    public static implicit operator Scalar(Half value) => (double)value;

    public static implicit operator Scalar(float value) => (double)value;

    public static implicit operator Scalar(double value) => new(Tag.Double, BitConverter.DoubleToInt64Bits(value));

    public static implicit operator Scalar(bool value) => new(Tag.Bool, value ? 1 : 0);

    /// <summary>Holds no native memory here; part of TorchSharp's API.</summary>
    public void Dispose() => GC.SuppressFinalize(this);

    public override string ToString() => Tag switch
    {
        Tag.Double => AsDouble.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Tag.Bool => Bits != 0 ? "true" : "false",
        _ => Bits.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };
}
