using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor full(
        long[] size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        MakeFull(size, value, dtype, device, requires_grad);

    public static Tensor full(
        ReadOnlySpan<long> size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        MakeFull(size.ToArray(), value, dtype, device, requires_grad);

    public static Tensor full(
        long size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        MakeFull([size], value, dtype, device, requires_grad);

    public static Tensor full(
        long rows, long columns, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        MakeFull([rows, columns], value, dtype, device, requires_grad);

    public static Tensor full(
        long dim0, long dim1, long dim2, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        MakeFull([dim0, dim1, dim2], value, dtype, device, requires_grad);

    public static Tensor full(
        long dim0, long dim1, long dim2, long dim3, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        MakeFull([dim0, dim1, dim2, dim3], value, dtype, device, requires_grad);

    public static Tensor full(
        int size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        MakeFull([size], value, dtype, device, requires_grad);

    public static Tensor full(
        int rows, int columns, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        MakeFull([rows, columns], value, dtype, device, requires_grad);

    public static Tensor full(
        int dim0, int dim1, int dim2, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        MakeFull([dim0, dim1, dim2], value, dtype, device, requires_grad);

    public static Tensor full(
        int dim0, int dim1, int dim2, int dim3, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        MakeFull([dim0, dim1, dim2, dim3], value, dtype, device, requires_grad);

    // Without a type, integers and truth values keep theirs and the rest takes the default type.
    private static Tensor MakeFull(long[] size, Scalar value, ScalarType? dtype, Device? device, bool requires_grad)
    {
        ScalarType type = dtype ?? (is_integral(value.Type) ? ScalarType.Int64 : get_default_dtype());
        return Finish(Aten.Call("full", size, value, type, Argument.None, InitializeDevice(device)), requires_grad);
    }
}
