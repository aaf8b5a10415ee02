using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static bool is_tensor(object obj) => obj is Tensor;

    public static bool is_integral(Tensor t) => t.is_integral();

    public static bool is_floating_point(Tensor input) => input.is_floating_point();

    public static bool is_complex(Tensor input) => input.is_complex();

    public static bool is_nonzero(Tensor input) => input.is_nonzero();

    public static long numel(Tensor input) => input.numel();

    /// <summary>The type that holds values of both types.</summary>
    public static ScalarType promote_types(ScalarType type1, ScalarType type2) =>
        (ScalarType)Aten.CallScalar("promote_types", type1, type2).ToInt64();

    public static ScalarType result_type(Tensor tensor1, Tensor tensor2) =>
        (ScalarType)Aten.CallScalar("result_type.Tensor", tensor1, tensor2).ToInt64();

    public static bool can_cast(ScalarType from, ScalarType to) => Aten.CallBool("can_cast", from, to);

    public static Tensor FloatTensor(Tensor t) => t.to(ScalarType.Float32);

    public static Tensor DoubleTensor(Tensor t) => t.to(ScalarType.Float64);

    public static Tensor LongTensor(Tensor t) => t.to(ScalarType.Int64);

    public static Tensor IntTensor(Tensor t) => t.to(ScalarType.Int32);

    public static Tensor ShortTensor(Tensor t) => t.to(ScalarType.Int16);

    public static Tensor ByteTensor(Tensor t) => t.to(ScalarType.Byte);

    public static Tensor BoolTensor(Tensor t) => t.to(ScalarType.Bool);

    public partial class Tensor
    {
        public int device_index => device.index;

        public long storage_offset() => Aten.CallScalar("storage_offset", this).ToInt64();

        public bool is_nonzero() => Aten.CallBool("is_nonzero", this);
    }
}
