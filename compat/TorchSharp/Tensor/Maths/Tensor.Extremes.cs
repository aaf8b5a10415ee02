using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor max() => Aten.Call("max", this);

        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => Aten.Call2("max.dim", this, dim, keepdim);

        public Tensor min() => Aten.Call("min", this);

        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) => Aten.Call2("min.dim", this, dim, keepdim);

        public Tensor amax(params long[] dims) => Aten.Call("amax", this, dims);

        public Tensor amax(long[] dims, bool keepdim = false, Tensor? @out = null) => @out is null
            ? Aten.Call("amax", this, dims, keepdim)
            : Aten.Call("amax.out", this, dims, keepdim, @out);

        public Tensor amax(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) => amax(dims.ToArray(), keepdim, @out);

        public Tensor amin(params long[] dims) => Aten.Call("amin", this, dims);

        public Tensor amin(long[] dims, bool keepdim = false, Tensor? @out = null) => @out is null
            ? Aten.Call("amin", this, dims, keepdim)
            : Aten.Call("amin.out", this, dims, keepdim, @out);

        public Tensor amin(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) => amin(dims.ToArray(), keepdim, @out);

        /// <summary>The smallest and the largest element; over all dimensions where none, or -1, is named.</summary>
        public (Tensor min, Tensor max) aminmax(long? dim = null, bool keepdim = false) =>
            Aten.Call2("aminmax", this, Named(dim), keepdim);

        public Tensor argmax() => Aten.Call("argmax", this);

        public Tensor argmax(long dim, bool keepdim = false) => Aten.Call("argmax", this, dim, keepdim);

        public Tensor argmin() => Aten.Call("argmin", this);

        public Tensor argmin(long dim, bool keepdim = false) => Aten.Call("argmin", this, dim, keepdim);

        public Tensor median() => Aten.Call("median", this);

        public Tensor nanmedian() => Aten.Call("nanmedian", this);

        public (Tensor values, Tensor indices) mode(long dim = -1L, bool keepdim = false) => Aten.Call2("mode", this, dim, keepdim);

        /// <summary>Quantiles by linear interpolation; -1 stands for the flattened tensor, not for the last dimension.</summary>
        public Tensor quantile(Tensor q, long dim = -1, bool keepdim = false) => Aten.Call("quantile", this, q, Named(dim), keepdim);

        public Tensor nanquantile(Tensor q, long dim = -1, bool keepdim = false) => Aten.Call("nanquantile", this, q, Named(dim), keepdim);

        private static long? Named(long? dim) => dim == -1 ? null : dim;
    }
}
