using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>What the indices pick, one index a dimension from the first on: a view unless a tensor is among them.</summary>
        public Tensor index(params TensorIndex[] indices)
        {
            using Selection selection = new(this, indices);
            return selection.Tensors.Length == 0
                ? selection.Source.alias()
                : Aten.Call("index.Tensor", selection.Source, selection.Tensors);
        }

        public Tensor index(params Tensor[] indices) => index(Array.ConvertAll(indices, TensorIndex.Tensor));

        public Tensor index_put_(Tensor value, params TensorIndex[] indices) => index_put_(value, indices, false);

        /// <summary>
        /// Writes <paramref name="value"/>, broadcast, where the indices point; with <paramref name="accumulate"/> it is added,
        /// as often as an element is pointed at.
        /// </summary>
        public Tensor index_put_(Tensor value, TensorIndex[] indices, bool accumulate = false)
        {
            using Selection selection = new(this, indices);
            using Tensor stripped = WithoutLeadingOnes(value);
            if (selection.Tensors.Length > 0)
            {
                Aten.Run("index_put_", selection.Source, selection.Tensors, stripped, accumulate);
            }
            else
            {
                Aten.Run(accumulate ? "add_.Tensor" : "copy_", selection.Source, stripped);
            }

            return this;
        }

        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, indices, false);

        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false) =>
            index_put_(value, Array.ConvertAll(indices, TensorIndex.Tensor), accumulate);

        public Tensor index_put_(Scalar value, params TensorIndex[] indices)
        {
            using Tensor filled = full([], value, dtype, device);
            return index_put_(filled, indices, false);
        }

        public Tensor index_put_(Scalar value, params Tensor[] indices) =>
            index_put_(value, Array.ConvertAll(indices, TensorIndex.Tensor));

        // A value may have more dimensions than its place as long as they have length one.
        private static Tensor WithoutLeadingOnes(Tensor value)
        {
            long[] shape = value.shape;
            int ones = 0;
            while (ones < shape.Length && shape[ones] == 1)
            {
                ones++;
            }

            return ones == 0 ? value.alias() : value.view(shape[ones..]);
        }
    }
}
