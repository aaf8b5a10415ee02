using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Whole numbers from <paramref name="low"/> on and below <paramref name="high"/>, all as likely.</summary>
    public static Tensor randint(
        long low, long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null)
    {
        ScalarType type = dtype ?? ScalarType.Int64;
        CheckRange(low, type, nameof(low));
        CheckRange(high - 1, type, nameof(high));
        return Finish(
            Aten.Call("randint.low_generator", low, high, size, generator, type, Argument.None, InitializeDevice(device)),
            requires_grad);
    }

    public static Tensor randint(
        long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null) =>
        randint(0, high, size, dtype, device, requires_grad, generator);

    public static Tensor randint(
        int low, int high, int[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null) =>
        randint(low, high, Array.ConvertAll(size, length => (long)length), dtype, device, requires_grad, generator);

    public static Tensor randint(
        int high, int[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null) =>
        randint(0, high, size, dtype, device, requires_grad, generator);

    public static Tensor randint(
        long low, long high, Size size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null) =>
        randint(low, high, size.Shape, dtype, device, requires_grad, generator);

    public static Tensor randint(
        long high, Size size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null) =>
        randint(0, high, size.Shape, dtype, device, requires_grad, generator);

    public static bool randint_bool(Generator? generator = null) => randint_long(2, generator) == 1;

    public static int randint_int(int high, Generator? generator = null) => randint_int(0, high, generator);

    public static int randint_int(int low, int high, Generator? generator = null) => (int)randint_long(low, high, generator);

    public static long randint_long(long high, Generator? generator = null) => randint_long(0, high, generator);

    public static long randint_long(long low, long high, Generator? generator = null)
    {
        using Tensor one = randint(low, high, Array.Empty<long>(), generator: generator);
        return one.item<long>();
    }

    public static double rand_float(Generator? generator = null)
    {
        using Tensor one = rand(Array.Empty<long>(), ScalarType.Float64, generator: generator);
        return one.item<double>();
    }

    public static double randn_float(Generator? generator = null)
    {
        using Tensor one = randn(Array.Empty<long>(), ScalarType.Float64, generator: generator);
        return one.item<double>();
    }

    // libtorch only warns of numbers that the type cannot hold.
    private static void CheckRange(long value, ScalarType type, string name)
    {
        (long least, long most) = type switch
        {
            ScalarType.Byte => (byte.MinValue, byte.MaxValue),
            ScalarType.Int8 => (sbyte.MinValue, sbyte.MaxValue),
            ScalarType.Int16 => (short.MinValue, short.MaxValue),
            ScalarType.Int32 => (int.MinValue, int.MaxValue),
            _ => (long.MinValue, long.MaxValue),
        };
        if (value < least || value > most)
        {
            throw new ArgumentOutOfRangeException(name, value, $"must lie in the range [{least}, {most}] of {type}.");
        }
    }
}
