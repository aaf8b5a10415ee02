using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor reshape(params long[] shape) => Aten.Call("reshape", this, shape);

        public Tensor view(params long[] shape) => Aten.Call("view", this, shape);

        public Tensor view_as(Tensor other) => Aten.Call("view_as", this, other);

        public Tensor flatten(long start_dim = 0, long end_dim = -1) =>
            Aten.Call("flatten.using_ints", this, start_dim, end_dim);

        public Tensor unflatten(long dim, params long[] sizes) => Aten.Call("unflatten.int", this, dim, sizes);

        public Tensor unflatten(long dim, Size sizes) => unflatten(dim, sizes.Shape);

        public Tensor ravel() => Aten.Call("ravel", this);

        public Tensor squeeze(long? dim = null) =>
            dim is long known ? Aten.Call("squeeze.dim", this, known) : Aten.Call("squeeze", this);

        public Tensor squeeze_(long? dim = null)
        {
            if (dim is long known)
            {
                Aten.Run("squeeze_.dim", this, known);
            }
            else
            {
                Aten.Run("squeeze_", this);
            }

            return this;
        }

        public Tensor unsqueeze(long dim) => Aten.Call("unsqueeze", this, dim);

        public Tensor unsqueeze_(long dim)
        {
            Aten.Run("unsqueeze_", this, dim);
            return this;
        }

        public Tensor expand(params long[] sizes) => Aten.Call("expand", this, sizes);

        public Tensor expand(long[] sizes, bool isImplicit = false) => Aten.Call("expand", this, sizes, isImplicit);

        public Tensor expand(ReadOnlySpan<long> sizes, bool isImplicit = false) => expand(sizes.ToArray(), isImplicit);

        public Tensor expand(Size sizes, bool isImplicit = false) => expand(sizes.Shape, isImplicit);

        public Tensor expand_as(Tensor other) => Aten.Call("expand_as", this, other);

        public Tensor broadcast_to(params long[] shape) => Aten.Call("broadcast_to", this, shape);

        public Tensor permute(params long[] permutation) => Aten.Call("permute", this, permutation);

        public Tensor permute(IEnumerable<long> permutation) => permute(permutation.ToArray());

        public Tensor transpose(long dim0, long dim1) => Aten.Call("transpose.int", this, dim0, dim1);

        public Tensor transpose_(long dim0, long dim1)
        {
            Aten.Run("transpose_", this, dim0, dim1);
            return this;
        }

        public Tensor swapaxes(long dim0, long dim1) => transpose(dim0, dim1);

        public Tensor swapdims(long dim0, long dim1) => transpose(dim0, dim1);

        public Tensor movedim(long[] source, long[] destination) =>
            Aten.Call("movedim.intlist", this, source, destination);

        public Tensor moveaxis(long[] source, long[] destination) => movedim(source, destination);

        public Tensor as_strided(long[] size, long[] strides, long storageOffset = 0L) =>
            Aten.Call("as_strided", this, size, strides, storageOffset);

        public Tensor unfold(long dimension, long size, long step) => Aten.Call("unfold", this, dimension, size, step);
    }
}
