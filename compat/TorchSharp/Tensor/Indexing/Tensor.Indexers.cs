using System.Runtime.CompilerServices;
using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        [IndexerName("TensorItems")]
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [IndexerName("TensorItems")]
        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1]
        {
            get => Element(i1);
            set => SetElement(value, i1);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2]
        {
            get => Element(i1, i2);
            set => SetElement(value, i1, i2);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3]
        {
            get => Element(i1, i2, i3);
            set => SetElement(value, i1, i2, i3);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => Element(i1, i2, i3, i4);
            set => SetElement(value, i1, i2, i3, i4);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4, long i5]
        {
            get => Element(i1, i2, i3, i4, i5);
            set => SetElement(value, i1, i2, i3, i4, i5);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4, long i5, long i6]
        {
            get => Element(i1, i2, i3, i4, i5, i6);
            set => SetElement(value, i1, i2, i3, i4, i5, i6);
        }

        [IndexerName("TensorItems")]
        public Tensor this[params long[] indices]
        {
            get => Element(indices);
            set => SetElement(value, indices);
        }

        private Tensor Element(params ReadOnlySpan<long> indices)
        {
            Tensor result = Aten.Call("select.int", this, 0L, indices[0]);
            foreach (long next in indices[1..])
            {
                using Tensor row = result;
                result = Aten.Call("select.int", row, 0L, next);
            }

            return result;
        }

        private void SetElement(Tensor value, params ReadOnlySpan<long> indices)
        {
            using Tensor element = Element(indices);
            Aten.Run("copy_", element, value);
        }
    }
}
