using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>A view with the dimensions in reverse order.</summary>
        public Tensor T => permute([.. Enumerable.Range(0, (int)Dimensions).Reverse().Select(dim => (long)dim)]);

        public Tensor H => is_complex() ? Aten.Call("matrix_H", this) : Aten.Call("transpose.int", this, 0L, 1L);

        public Tensor mT => Aten.Call("mT", this);

        public Tensor mH => Aten.Call("mH", this);

        public Tensor adjoint() => Aten.Call("adjoint", this);

        public static Tensor block_diag(params Tensor[] tensors) => torch.block_diag(tensors);

        public Tensor t() => Aten.Call("t", this);

        public Tensor trace() => Aten.Call("trace", this);

        public Tensor diag(long diagonal = 0) => Aten.Call("diag", this, diagonal);

        public Tensor diag_embed(long offset = 0L, long dim1 = -2L, long dim2 = -1L) => Aten.Call("diag_embed", this, offset, dim1, dim2);

        public Tensor diagflat(long offset = 0) => Aten.Call("diagflat", this, offset);

        public Tensor diagonal(long offset = 0L, long dim1 = 0L, long dim2 = 1L) => Aten.Call("diagonal", this, offset, dim1, dim2);

        public Tensor tril(long diagonal = 0) => Aten.Call("tril", this, diagonal);

        public Tensor tril_(long diagonal = 0) => Aten.Call("tril_", this, diagonal);

        public Tensor triu(long diagonal = 0) => Aten.Call("triu", this, diagonal);

        public Tensor triu_(long diagonal = 0) => Aten.Call("triu_", this, diagonal);

        [Obsolete("Use torch.linalg.cholesky.")]
        public Tensor cholesky(bool upper = false)
        {
            Tensor lower = linalg.cholesky(this);
            if (!upper)
            {
                return lower;
            }

            using (lower)
            {
                return Aten.Call("mH", lower);
            }
        }

        public Tensor cholesky_inverse(bool upper = false) => Aten.Call("cholesky_inverse", this, upper);

        public Tensor cholesky_solve(Tensor input2, bool upper = false) => Aten.Call("cholesky_solve", this, input2, upper);

        public Tensor det() => linalg.det(this);

        public Tensor logdet() => Aten.Call("logdet", this);

        public Tensor inverse() => linalg.inv(this);

        public Tensor pinverse(double rcond = 1e-15, bool hermitian = false) => Aten.Call("linalg_pinv", this, rcond, hermitian);

        public Tensor matrix_exp() => Aten.Call("linalg_matrix_exp", this);

        public Tensor matrix_power(int n) => Aten.Call("linalg_matrix_power", this, n);

        public (Tensor a, Tensor tau) geqrf() => Aten.Call2("geqrf", this);

        public Tensor ormqr(Tensor tau, Tensor other, bool left = true, bool transpose = false) =>
            Aten.Call("ormqr", this, tau, other, left, transpose);

        public Tensor vander(long N = -1, bool increasing = false) => Aten.Call("vander", this, N == -1 ? (long?)null : N, increasing);
    }
}
