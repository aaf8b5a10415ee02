namespace TorchSharp;

public static partial class torch
{
    public static Tensor as_tensor(bool[] rawArray, ScalarType? dtype = null, Device? device = null) =>
        FromSpan(new ReadOnlySpan<bool>(rawArray), [rawArray.Length], dtype, device, false);

    public static Tensor as_tensor(IList<bool> rawArray, ScalarType? dtype = null, Device? device = null) =>
        FromSpan(Flat(rawArray), [rawArray.Count], dtype, device, false);

    public static Tensor as_tensor(byte[] rawArray, ScalarType? dtype = null, Device? device = null) =>
        FromSpan(new ReadOnlySpan<byte>(rawArray), [rawArray.Length], dtype, device, false);

    public static Tensor as_tensor(IList<byte> rawArray, ScalarType? dtype = null, Device? device = null) =>
        FromSpan(Flat(rawArray), [rawArray.Count], dtype, device, false);

    public static Tensor as_tensor(sbyte[] rawArray, ScalarType? dtype = null, Device? device = null) =>
        FromSpan(new ReadOnlySpan<sbyte>(rawArray), [rawArray.Length], dtype, device, false);

    public static Tensor as_tensor(IList<sbyte> rawArray, ScalarType? dtype = null, Device? device = null) =>
        FromSpan(Flat(rawArray), [rawArray.Count], dtype, device, false);

    public static Tensor as_tensor(short[] rawArray, ScalarType? dtype = null, Device? device = null) =>
        FromSpan(new ReadOnlySpan<short>(rawArray), [rawArray.Length], dtype, device, false);

    public static Tensor as_tensor(IList<short> rawArray, ScalarType? dtype = null, Device? device = null) =>
        FromSpan(Flat(rawArray), [rawArray.Count], dtype, device, false);

    public static Tensor as_tensor(int[] rawArray, ScalarType? dtype = null, Device? device = null) =>
        FromSpan(new ReadOnlySpan<int>(rawArray), [rawArray.Length], dtype, device, false);

    public static Tensor as_tensor(IList<int> rawArray, ScalarType? dtype = null, Device? device = null) =>
        FromSpan(Flat(rawArray), [rawArray.Count], dtype, device, false);

    public static Tensor as_tensor(long[] rawArray, ScalarType? dtype = null, Device? device = null) =>
        FromSpan(new ReadOnlySpan<long>(rawArray), [rawArray.Length], dtype, device, false);

    public static Tensor as_tensor(IList<long> rawArray, ScalarType? dtype = null, Device? device = null) =>
        FromSpan(Flat(rawArray), [rawArray.Count], dtype, device, false);

    public static Tensor as_tensor(float[] rawArray, ScalarType? dtype = null, Device? device = null) =>
        FromSpan(new ReadOnlySpan<float>(rawArray), [rawArray.Length], dtype, device, false);

    public static Tensor as_tensor(IList<float> rawArray, ScalarType? dtype = null, Device? device = null) =>
        FromSpan(Flat(rawArray), [rawArray.Count], dtype, device, false);

    public static Tensor as_tensor(double[] rawArray, ScalarType? dtype = null, Device? device = null) =>
        FromSpan(new ReadOnlySpan<double>(rawArray), [rawArray.Length], dtype, device, false);

    public static Tensor as_tensor(IList<double> rawArray, ScalarType? dtype = null, Device? device = null) =>
        FromSpan(Flat(rawArray), [rawArray.Count], dtype, device, false);
}
