using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class init
        {
            /// <summary>The identity in a matrix, as far as its shape allows.</summary>
            public static Tensor eye_(Tensor tensor)
            {
                Require(tensor, 2, 2);
                using Tensor values = tensor.detach();
                Aten.Run("eye.m_out", tensor.shape[0], tensor.shape[1], values);
                return tensor;
            }

            /// <summary>The convolution that hands its channels through, as many as there are.</summary>
            public static Tensor dirac_(Tensor tensor)
            {
                Require(tensor, 3, 5);
                long[] shape = tensor.shape;
                zeros_(tensor);
                for (long channel = 0; channel < Math.Min(shape[0], shape[1]); channel++)
                {
                    Tensor point = tensor.detach();
                    for (int dimension = 0; dimension < shape.Length; dimension++)
                    {
                        using Tensor wider = point;
                        point = Aten.Call("select.int", wider, 0L, dimension < 2 ? channel : shape[dimension] / 2);
                    }

                    using (point)
                    {
                        Aten.Run("fill_.Scalar", point, 1L);
                    }
                }

                return tensor;
            }

            /// <summary>
            /// A matrix, all but the first dimension its columns, whose rows or columns are orthogonal and of length
            /// <paramref name="gain"/>.
            /// </summary>
            public static Tensor orthogonal_(Tensor tensor, double gain = 1.0)
            {
                Require(tensor, 2, int.MaxValue);
                long rows = tensor.shape[0];
                long columns = tensor.NumberOfElements / rows;
                bool wide = rows < columns;
                using DisposeScope scope = NewDisposeScope();
                Tensor normal = Aten.Call("randn", new[] { rows, columns }, tensor.dtype, Argument.None, tensor.device);
                (Tensor q, Tensor r) = Aten.Call2("linalg_qr", wide ? Aten.Call("t", normal) : normal);

                // Signs that make the decomposition unique, and so the draw uniform.
                Tensor signed = Aten.Call("mul.Tensor", q, Aten.Call("sgn", Aten.Call("diag", r)));
                Tensor values = Aten.Call("reshape", wide ? Aten.Call("t", signed) : signed, tensor.shape);
                Tensor target = tensor.detach();
                Aten.Run("copy_", target, values);
                Aten.Run("mul_.Scalar", target, gain);
                return tensor;
            }

            /// <summary>Normal values, with the share <paramref name="sparsity"/> of each column, rounded up, set to 0.</summary>
            public static Tensor sparse_(Tensor tensor, double sparsity, double std = 0.01)
            {
                Require(tensor, 2, 2);
                long rows = tensor.shape[0];
                long zeros = (long)Math.Ceiling(sparsity * rows);
                normal_(tensor, 0, std);
                for (long column = 0; column < tensor.shape[1]; column++)
                {
                    using DisposeScope scope = NewDisposeScope();
                    Tensor order = Aten.Call("randperm", rows, ScalarType.Int64, Argument.None, tensor.device);
                    Tensor values = Aten.Call("select.int", tensor.detach(), 1L, column);
                    Aten.Run("index_fill_.int_Scalar", values, 0L, Aten.Call("narrow", order, 0L, 0L, zeros), 0L);
                }

                return tensor;
            }

            private static void Require(Tensor tensor, int least, int most)
            {
                if (tensor.Dimensions < least || tensor.Dimensions > most)
                {
                    string wanted = least == most ? $"{least}" : most == int.MaxValue ? $"at least {least}" : $"{least} to {most}";
                    throw new ArgumentException($"A tensor of {wanted} dimensions is needed; got {tensor.Dimensions}.", nameof(tensor));
                }
            }
        }
    }
}
