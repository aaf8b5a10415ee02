using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor new_empty(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            MakeNewEmpty(size, dtype, device, requires_grad);

        public Tensor new_empty(
            ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            MakeNewEmpty(size.ToArray(), dtype, device, requires_grad);

        public Tensor new_empty(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            MakeNewEmpty([size], dtype, device, requires_grad);

        public Tensor new_empty(
            long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            MakeNewEmpty([rows, columns], dtype, device, requires_grad);

        public Tensor new_empty(
            long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            MakeNewEmpty([dim0, dim1, dim2], dtype, device, requires_grad);

        public Tensor new_empty(
            long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            MakeNewEmpty([dim0, dim1, dim2, dim3], dtype, device, requires_grad);

        public Tensor new_zeros(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            MakeNewZeros(size, dtype, device, requires_grad);

        public Tensor new_zeros(
            ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            MakeNewZeros(size.ToArray(), dtype, device, requires_grad);

        public Tensor new_zeros(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            MakeNewZeros([size], dtype, device, requires_grad);

        public Tensor new_zeros(
            long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            MakeNewZeros([rows, columns], dtype, device, requires_grad);

        public Tensor new_zeros(
            long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            MakeNewZeros([dim0, dim1, dim2], dtype, device, requires_grad);

        public Tensor new_zeros(
            long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            MakeNewZeros([dim0, dim1, dim2, dim3], dtype, device, requires_grad);

        public Tensor new_ones(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            MakeNewOnes([size], dtype, device, requires_grad);

        public Tensor new_ones(
            long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            MakeNewOnes([rows, columns], dtype, device, requires_grad);

        public Tensor new_ones(
            long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            MakeNewOnes([dim0, dim1, dim2], dtype, device, requires_grad);

        public Tensor new_ones(
            long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            MakeNewOnes([dim0, dim1, dim2, dim3], dtype, device, requires_grad);

        public Tensor new_full(
            long[] size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            MakeNewFull(size, value, dtype, device, requires_grad);

        public Tensor new_full(
            ReadOnlySpan<long> size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            MakeNewFull(size.ToArray(), value, dtype, device, requires_grad);

        public Tensor new_full(
            long size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            MakeNewFull([size], value, dtype, device, requires_grad);

        public Tensor new_full(
            long rows, long columns, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            MakeNewFull([rows, columns], value, dtype, device, requires_grad);

        public Tensor new_full(
            long dim0, long dim1, long dim2, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            MakeNewFull([dim0, dim1, dim2], value, dtype, device, requires_grad);

        public Tensor new_full(
            long dim0, long dim1, long dim2, long dim3, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            MakeNewFull([dim0, dim1, dim2, dim3], value, dtype, device, requires_grad);

        private Tensor MakeNewEmpty(long[] size, ScalarType? dtype, Device? device, bool requires_grad) =>
            Finish(Aten.Call("new_empty", this, size, dtype, Argument.None, device), requires_grad);

        private Tensor MakeNewZeros(long[] size, ScalarType? dtype, Device? device, bool requires_grad) =>
            Finish(Aten.Call("new_zeros", this, size, dtype, Argument.None, device), requires_grad);

        private Tensor MakeNewOnes(long[] size, ScalarType? dtype, Device? device, bool requires_grad) =>
            Finish(Aten.Call("new_ones", this, size, dtype, Argument.None, device), requires_grad);

        private Tensor MakeNewFull(long[] size, Scalar value, ScalarType? dtype, Device? device, bool requires_grad) =>
            Finish(Aten.Call("new_full", this, size, value, dtype, Argument.None, device), requires_grad);
    }
}
