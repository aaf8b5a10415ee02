using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor trace(Tensor input) => input.trace();

    public static Tensor diag(Tensor input, long diagonal = 0) => input.diag(diagonal);

    public static Tensor diag_embed(Tensor input, long offset = 0L, long dim1 = -2L, long dim2 = -1L) =>
        input.diag_embed(offset, dim1, dim2);

    public static Tensor diagflat(Tensor input, long offset = 0) => input.diagflat(offset);

    public static Tensor diagonal(Tensor input, long offset = 0L, long dim1 = 0L, long dim2 = 1L) => input.diagonal(offset, dim1, dim2);

    public static Tensor tril(Tensor input, long diagonal = 0) => input.tril(diagonal);

    public static Tensor tril_(Tensor input, long diagonal = 0) => input.tril_(diagonal);

    public static Tensor triu(Tensor input, long diagonal = 0L) => input.triu(diagonal);

    public static Tensor triu_(Tensor input, long diagonal = 0L) => input.triu_(diagonal);

    [Obsolete("Use torch.linalg.cholesky.")]
    public static Tensor cholesky(Tensor input) => linalg.cholesky(input);

    [Obsolete("Use torch.linalg.cholesky.")]
    public static Tensor cholesky(Tensor input, bool upper) => input.cholesky(upper);

    public static Tensor cholesky_inverse(Tensor input, bool upper = false) => input.cholesky_inverse(upper);

    public static Tensor cholesky_solve(Tensor input, Tensor input2, bool upper = false) => input.cholesky_solve(input2, upper);

    public static Tensor inverse(Tensor input) => linalg.inv(input);

    public static Tensor det(Tensor input) => input.det();

    public static Tensor logdet(Tensor input) => input.logdet();

    public static (Tensor res, Tensor logabsdet) slogdet(Tensor A) => linalg.slogdet(A);

    public static Tensor pinverse(Tensor input, double rcond = 1e-15, bool hermitian = false) => input.pinverse(rcond, hermitian);

    public static Tensor matrix_power(Tensor input, int n) => input.matrix_power(n);

    public static Tensor matrix_exp(Tensor input) => input.matrix_exp();

    public static (Tensor a, Tensor tau) geqrf(Tensor input) => input.geqrf();

    public static Tensor orgqr(Tensor input, Tensor tau) => linalg.householder_product(input, tau);

    public static Tensor ormqr(Tensor input, Tensor tau, Tensor other, bool left = true, bool transpose = false) =>
        input.ormqr(tau, other, left, transpose);

    public static Tensor vander(Tensor x, long N = -1, bool increasing = false) => x.vander(N, increasing);

    public static (Tensor A_LU, Tensor? pivots, Tensor? infos) lu(Tensor A, bool pivot = true, bool get_infos = false)
    {
        (Tensor factors, Tensor pivots, Tensor infos) = Aten.Call3("linalg_lu_factor_ex", A, pivot, false);
        if (get_infos)
        {
            return (factors, pivots, infos);
        }

        infos.Dispose();
        return (factors, pivots, null);
    }

    [Obsolete("Use torch.linalg.lu_solve, which takes (LU, pivots, B).")]
    public static Tensor lu_solve(Tensor b, Tensor LU_data, Tensor LU_pivots) => linalg.lu_solve(LU_data, LU_pivots, b);

    public static (Tensor P, Tensor? L, Tensor? U) lu_unpack(
        Tensor LU_data, Tensor LU_pivots, bool unpack_data = true, bool unpack_pivots = true) =>
        Aten.Call3("lu_unpack", LU_data, LU_pivots, unpack_data, unpack_pivots);

    public static Tensor t(Tensor input) => input.t();

    public static Tensor adjoint(Tensor input) => input.adjoint();

    public static Tensor block_diag(params Tensor[] tensors) => Aten.Call("block_diag", tensors);
}
