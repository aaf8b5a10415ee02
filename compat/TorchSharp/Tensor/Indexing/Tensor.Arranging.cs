using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor repeat(params long[] sizes) => Aten.Call("repeat", this, sizes);

        public Tensor tile(long[] reps) => Aten.Call("tile", this, reps);

        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null) =>
            Aten.Call("repeat_interleave.self_int", this, repeats, dim, output_size);

        public Tensor repeat_interleave(Tensor repeats, long? dim = null, long? output_size = null) =>
            Aten.Call("repeat_interleave.self_Tensor", this, repeats, dim, output_size);

        public Tensor flip(params long[] dims) => Aten.Call("flip", this, dims);

        public Tensor fliplr() => Aten.Call("fliplr", this);

        public Tensor flipud() => Aten.Call("flipud", this);

        /// <summary>Without a dimension the elements are rolled in row-major order.</summary>
        public Tensor roll(long shifts, long? dims = null) =>
            Aten.Call("roll", this, new[] { shifts }, dims is long known ? new[] { known } : []);

        public Tensor roll((long, long) shifts, (long, long) dims) =>
            Aten.Call("roll", this, new[] { shifts.Item1, shifts.Item2 }, new[] { dims.Item1, dims.Item2 });

        public Tensor roll((long, long, long) shifts, (long, long, long) dims) =>
            Aten.Call(
                "roll", this, new[] { shifts.Item1, shifts.Item2, shifts.Item3 }, new[] { dims.Item1, dims.Item2, dims.Item3 });

        public Tensor roll(long[] shifts, long[] dims) => Aten.Call("roll", this, shifts, dims);

        public Tensor roll(long[] shifts) => Aten.Call("roll", this, shifts, 0L);

        public Tensor roll(ReadOnlySpan<long> shifts, ReadOnlySpan<long> dims = default) =>
            roll(shifts.ToArray(), dims.ToArray());

        public Tensor rot90(long k = 1, (long, long)? dims = null)
        {
            (long from, long to) = dims ?? (0, 1);
            return Aten.Call("rot90", this, k, new[] { from, to });
        }

        public Tensor atleast_1d() => Aten.Call("atleast_1d", this);

        public Tensor atleast_2d() => Aten.Call("atleast_2d", this);

        public Tensor atleast_3d() => Aten.Call("atleast_3d", this);
    }

    public static Tensor tile(Tensor input, long[] dims) => input.tile(dims);

    public static Tensor repeat_interleave(Tensor input, long repeats, long? dim = null, long? output_size = null) =>
        input.repeat_interleave(repeats, dim, output_size);

    public static Tensor repeat_interleave(Tensor input, Tensor repeats, long? dim = null, long? output_size = null) =>
        input.repeat_interleave(repeats, dim, output_size);

    public static Tensor flip(Tensor input, params long[] dims) => input.flip(dims);

    public static Tensor fliplr(Tensor input) => input.fliplr();

    public static Tensor flipud(Tensor input) => input.flipud();

    public static Tensor roll(Tensor input, long shifts, long? dims = null) => input.roll(shifts, dims);

    public static Tensor roll(Tensor input, (long, long) shifts, (long, long) dims) => input.roll(shifts, dims);

    public static Tensor roll(Tensor input, (long, long, long) shifts, (long, long, long) dims) => input.roll(shifts, dims);

    public static Tensor roll(Tensor input, long[] shifts, long[] dims) => input.roll(shifts, dims);

    public static Tensor roll(Tensor input, long[] shifts) => input.roll(shifts);

    public static Tensor roll(Tensor input, ReadOnlySpan<long> shifts, ReadOnlySpan<long> dims = default) =>
        input.roll(shifts, dims);

    public static Tensor rot90(Tensor input, long k = 1, (long, long)? dims = null) => input.rot90(k, dims);

    public static IEnumerable<Tensor> atleast_1d(params Tensor[] input) => Array.ConvertAll(input, t => t.atleast_1d());

    public static IEnumerable<Tensor> atleast_2d(params Tensor[] input) => Array.ConvertAll(input, t => t.atleast_2d());

    public static IEnumerable<Tensor> atleast_3d(params Tensor[] input) => Array.ConvertAll(input, t => t.atleast_3d());

    public static IList<Tensor> broadcast_tensors(params Tensor[] tensors) => Aten.CallList("broadcast_tensors", tensors);
}
