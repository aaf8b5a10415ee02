using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor empty(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        MakeEmpty(size, dtype, device, requires_grad);

    public static Tensor empty(
        ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        MakeEmpty(size.ToArray(), dtype, device, requires_grad);

    public static Tensor empty(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        MakeEmpty([size], dtype, device, requires_grad);

    public static Tensor empty(
        long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        MakeEmpty([rows, columns], dtype, device, requires_grad);

    public static Tensor empty(
        long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        MakeEmpty([dim0, dim1, dim2], dtype, device, requires_grad);

    public static Tensor empty(
        long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        MakeEmpty([dim0, dim1, dim2, dim3], dtype, device, requires_grad);

    public static Tensor empty(int size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        MakeEmpty([size], dtype, device, requires_grad);

    public static Tensor empty(
        int rows, int columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        MakeEmpty([rows, columns], dtype, device, requires_grad);

    public static Tensor empty(
        int dim0, int dim1, int dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        MakeEmpty([dim0, dim1, dim2], dtype, device, requires_grad);

    public static Tensor empty(
        int dim0, int dim1, int dim2, int dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        MakeEmpty([dim0, dim1, dim2, dim3], dtype, device, requires_grad);

    private static Tensor MakeEmpty(long[] size, ScalarType? dtype, Device? device, bool requires_grad) =>
        Finish(Aten.Call("empty.memory_format", size, dtype ?? get_default_dtype(), Argument.None, InitializeDevice(device)), requires_grad);

    public static Tensor empty_strided(
        long[] size, long[] strides, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        ScalarType type = dtype ?? get_default_dtype();
        return Finish(
            Aten.Call("empty_strided", size, strides, type, Argument.None, InitializeDevice(device)), requires_grad);
    }
}
