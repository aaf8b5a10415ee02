using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor select(long dim, long index) => Aten.Call("select.int", this, dim, index);

        public Tensor narrow(long dim, long start, long length) => Aten.Call("narrow", this, dim, start, length);

        public Tensor slice(long dim, long start, long finish, long step) =>
            Aten.Call("slice.Tensor", this, dim, start, finish, step);

        public Tensor index_select(long dim, Tensor index) => Aten.Call("index_select", this, dim, index);

        public Tensor masked_select(Tensor mask) => Aten.Call("masked_select", this, mask);

        public Tensor gather(long dim, Tensor index) => Aten.Call("gather", this, dim, index);

        /// <summary>Elements by their position in row-major order.</summary>
        public Tensor take(Tensor index) => Aten.Call("take", this, index);

        public Tensor take_along_dim(Tensor indices) => Aten.Call("take_along_dim", this, indices);

        public Tensor take_along_dim(Tensor indices, long dim) => Aten.Call("take_along_dim", this, indices, dim);

        public Tensor take_along_dim(IEnumerable<long> indices)
        {
            using Tensor positions = tensor(indices.ToArray());
            return take_along_dim(positions);
        }

        public Tensor take_along_dim(IEnumerable<long> indices, long dim)
        {
            using Tensor positions = tensor(indices.ToArray());
            return take_along_dim(positions, dim);
        }

        /// <summary>The indices of the elements that are not zero, one row an element.</summary>
        public Tensor nonzero() => Aten.Call("nonzero", this);

        /// <summary>The indices of the elements that are not zero, one column [count, 1] a dimension.</summary>
        public IList<Tensor> nonzero_as_list()
        {
            using Tensor positions = nonzero();
            return positions.chunk(positions.size(1), 1);
        }

        public Tensor argwhere() => Aten.Call("argwhere", this);
    }

    public static Tensor select(Tensor input, long dim, long index) => input.select(dim, index);

    public static Tensor narrow(Tensor input, long dim, long start, long length) => input.narrow(dim, start, length);

    public static Tensor index_select(Tensor input, long dim, Tensor index) => input.index_select(dim, index);

    public static Tensor masked_select(Tensor input, Tensor mask) => input.masked_select(mask);

    public static Tensor gather(Tensor input, long dim, Tensor index) => input.gather(dim, index);

    public static Tensor gather(Tensor input, long dim, Tensor index, bool sparse_grad = false) =>
        Aten.Call("gather", input, dim, index, sparse_grad);

    public static Tensor take(Tensor input, Tensor index) => input.take(index);

    public static Tensor take_along_dim(Tensor input, Tensor indices, long dim = 0) => input.take_along_dim(indices, dim);

    public static Tensor take_along_dim(Tensor input, IEnumerable<long> indices, long dim = 0) =>
        input.take_along_dim(indices, dim);

    public static Tensor nonzero(Tensor input) => input.nonzero();

    public static Tensor argwhere(Tensor input) => input.argwhere();
}
