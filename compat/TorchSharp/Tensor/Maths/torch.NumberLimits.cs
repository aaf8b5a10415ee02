namespace TorchSharp;

public static partial class torch
{
    /// <summary>What the numbers of a floating-point type can hold.</summary>
    public struct FInfo
    {
        public int bits;
        public double eps;
        public double max;
        public double min;
        public double tiny;
        public double smallest_normal;
        public double resolution;
    }

    public static FInfo finfo() => finfo(get_default_dtype());

    public static FInfo finfo(ScalarType dtype) => dtype switch
    {
        ScalarType.BFloat16 => Limits(16, exponent: 127, fraction: 7, resolution: 1e-2),
        ScalarType.Float16 => Limits(16, exponent: 15, fraction: 10, resolution: 1e-3),
        ScalarType.Float32 or ScalarType.ComplexFloat32 => Limits(32, exponent: 127, fraction: 23, resolution: 1e-6),
        ScalarType.Float64 or ScalarType.ComplexFloat64 => Limits(64, exponent: 1023, fraction: 52, resolution: 1e-15),
        _ => throw new ArgumentException($"must be a floating-point type; got {dtype}.", nameof(dtype)),
    };

    public static long max_int_value(ScalarType type) => type switch
    {
        ScalarType.Byte => byte.MaxValue,
        ScalarType.Int8 => sbyte.MaxValue,
        ScalarType.Int16 => short.MaxValue,
        ScalarType.Int32 => int.MaxValue,
        ScalarType.Int64 => long.MaxValue,
        _ => throw new ArgumentException($"must be an integer type; got {type}.", nameof(type)),
    };

    // A binary format: the largest exponent and the bits of the fraction say the rest.
    private static FInfo Limits(int bits, int exponent, int fraction, double resolution)
    {
        double epsilon = Math.ScaleB(1, -fraction);
        double largest = Math.ScaleB(2 - epsilon, exponent);
        double smallest = Math.ScaleB(1, 1 - exponent);
        return new FInfo
        {
            bits = bits,
            eps = epsilon,
            max = largest,
            min = -largest,
            tiny = smallest,
            smallest_normal = smallest,
            resolution = resolution,
        };
    }
}
