namespace TorchSharp;

public static partial class torch
{
    private static ScalarType s_defaultType = ScalarType.Float32;

    public static ScalarType get_default_dtype() => s_defaultType;

    public static void set_default_dtype(ScalarType dtype)
    {
        if (!is_floating_point(dtype))
        {
            throw new ArgumentException($"The default type must be a floating-point type; got {dtype}.", nameof(dtype));
        }

        s_defaultType = dtype;
    }

    public static void set_default_tensor_type(Tensor t) => set_default_dtype(t.dtype);
}
