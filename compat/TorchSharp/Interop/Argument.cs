namespace TorchSharp.Interop;

/// <summary>
/// One argument of an operator. Values convert by themselves, so that a call reads like the operator's schema;
/// null is the schema's None and <see cref="Omitted"/> its default.
/// </summary>
internal readonly struct Argument
{
    internal readonly Tag Tag;
    internal readonly long Bits;
    internal readonly object? Reference;

    private Argument(Tag tag, long bits = 0, object? reference = null)
    {
        Tag = tag;
        Bits = bits;
        Reference = reference;
    }

    internal static Argument Omitted => default;

    internal static Argument None => new(Tag.None);

    /// <summary>Whether it crosses as a copy of its entries, and not within its own 16 bytes.</summary>
    internal bool IsSequence => Tag is >= Tag.String and <= Tag.TensorList;

    public static implicit operator Argument(torch.Tensor? value) =>
        value is null ? None : new Argument(Tag.Tensor, value.Handle, value);

    public static implicit operator Argument(torch.Tensor?[] value) => new(Tag.TensorList, value.Length, value);

    public static implicit operator Argument(long value) => new(Tag.Int, value);

    public static implicit operator Argument(long? value) => value is long known ? known : None;

    public static implicit operator Argument(double value) => new(Tag.Double, BitConverter.DoubleToInt64Bits(value));

    public static implicit operator Argument(double? value) => value is double known ? known : None;

    public static implicit operator Argument(bool value) => new(Tag.Bool, value ? 1 : 0);

    public static implicit operator Argument(bool? value) => value is bool known ? known : None;

    public static implicit operator Argument(long[]? value) =>
        value is null ? None : new Argument(Tag.IntList, value.Length, value);

    public static implicit operator Argument(double[]? value) =>
        value is null ? None : new Argument(Tag.DoubleList, value.Length, value);

    public static implicit operator Argument(bool[]? value) =>
        value is null ? None : new Argument(Tag.BoolList, value.Length, value);

    public static implicit operator Argument(string? value) =>
        value is null ? None : new Argument(Tag.String, value.Length, value);

    public static implicit operator Argument(Scalar? value) =>
        value is null ? None : new Argument(value.Tag, value.Bits);

    public static implicit operator Argument(torch.ScalarType value) => new(Tag.Int, (long)value);

    public static implicit operator Argument(torch.ScalarType? value) => value is torch.ScalarType known ? known : None;

    public static implicit operator Argument(torch.Device? value) =>
        value is null ? None : new Argument(Tag.Device, value.Packed, value);

    public static implicit operator Argument(torch.Generator? value) =>
        value is null ? None : new Argument(Tag.Generator, value.Handle, value);
}
