using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor arange(
        Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        bool integral = is_integral(start.Type) && is_integral(stop.Type) && is_integral(step.Type);
        ScalarType type = dtype ?? (integral ? ScalarType.Int64 : get_default_dtype());
        return Finish(
            Aten.Call("arange.start_step", start, stop, step, type, Argument.None, InitializeDevice(device)), requires_grad);
    }

    public static Tensor arange(
        Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(start, stop, 1, dtype, device, requires_grad);

    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(0, stop, 1, dtype, device, requires_grad);

    public static Tensor linspace(
        double start, double end, long steps, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Finish(
            Aten.Call(
                "linspace", (Scalar)start, (Scalar)end, steps, dtype ?? get_default_dtype(), Argument.None, InitializeDevice(device)),
            requires_grad);

    public static Tensor logspace(
        double start, double end, long steps, double @base = 10.0,
        ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Finish(
            Aten.Call(
                "logspace", (Scalar)start, (Scalar)end, steps, @base, dtype ?? get_default_dtype(), Argument.None,
                InitializeDevice(device)),
            requires_grad);

    public static Tensor eye(
        long rows, long columns = -1L, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        long width = columns == -1 ? rows : columns;
        return Finish(
            Aten.Call("eye.m", rows, width, dtype ?? get_default_dtype(), Argument.None, InitializeDevice(device)), requires_grad);
    }

    public static Tensor tril_indices(
        long row, long col, long offset = 0L, ScalarType dtype = ScalarType.Int64, Device? device = null) =>
        Aten.Call("tril_indices", row, col, offset, dtype, Argument.None, InitializeDevice(device));

    public static Tensor triu_indices(
        long row, long col, long offset = 0L, ScalarType dtype = ScalarType.Int64, Device? device = null) =>
        Aten.Call("triu_indices", row, col, offset, dtype, Argument.None, InitializeDevice(device));

    /// <summary>Grids of coordinates: "ij" lets the first tensor vary along the rows, "xy" along the columns.</summary>
    public static Tensor[] meshgrid(IEnumerable<Tensor> tensors, string indexing = "ij") =>
        Aten.CallList("meshgrid.indexing", tensors.ToArray(), indexing);
}
