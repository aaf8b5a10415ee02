using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>What a <see cref="Value"/> holds; the numbers are those of the bridge.</summary>
internal enum Tag
{
    Omitted = 0,
    None = 1,
    Tensor = 2,
    Int = 3,
    Double = 4,
    Bool = 5,
    String = 6,
    IntList = 7,
    DoubleList = 8,
    BoolList = 9,
    TensorList = 10,
    Device = 11,
    Generator = 12,
    Tuple = 13,
}

/// <summary>One boxed value as it crosses to the bridge: 16 bytes, blittable.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal struct Value
{
    [FieldOffset(0)] public Tag Tag;
    [FieldOffset(4)] public int Length;
    [FieldOffset(8)] public long Integer;
    [FieldOffset(8)] public double Real;
    [FieldOffset(8)] public nint Pointer;
}

/// <summary>What the bridge tells of a tensor in one call; the pointers live as long as the tensor.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct TensorInfo
{
    public long Dimensions;
    public long Elements;
    public long* Sizes;
    public long* Strides;
    public long Device;
    public int DType;
    public int ElementSize;
    public int RequiresGrad;
    public int IsLeaf;
    public int IsContiguous;
    public int IsSparse;
}
