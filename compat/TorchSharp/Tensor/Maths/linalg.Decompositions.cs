using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class linalg
    {
        public static Tensor cholesky(Tensor input) => Aten.Call("linalg_cholesky", input);

        public static (Tensor L, Tensor info) cholesky_ex(Tensor input, bool check_errors = false) =>
            Aten.Call2("linalg_cholesky_ex", input, false, check_errors);

        public static Tensor inv(Tensor input) => Aten.Call("linalg_inv", input);

        public static (Tensor L, Tensor info) inv_ex(Tensor input, bool check_errors = false) =>
            Aten.Call2("linalg_inv_ex", input, check_errors);

        public static Tensor det(Tensor input) => Aten.Call("linalg_det", input);

        public static (Tensor, Tensor) slogdet(Tensor input) => Aten.Call2("linalg_slogdet", input);

        public static (Tensor, Tensor) eigh(Tensor input, char UPLO = 'L') => Aten.Call2("linalg_eigh", input, UPLO.ToString());

        public static Tensor eigvalsh(Tensor input, char UPLO = 'L') => Aten.Call("linalg_eigvalsh", input, UPLO.ToString());

        public static (Tensor U, Tensor S, Tensor Vh) svd(Tensor input, bool fullMatrices = true) =>
            Aten.Call3("linalg_svd", input, fullMatrices);

        public static Tensor svdvals(Tensor input) => Aten.Call("linalg_svdvals", input);

        public static (Tensor Q, Tensor R) qr(Tensor input, QRMode mode = QRMode.Reduced) => Aten.Call2("linalg_qr", input, mode switch
        {
            QRMode.Reduced => "reduced",
            QRMode.Complete => "complete",
            QRMode.R => "r",
            _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "must be Reduced, Complete or R."),
        });

        public static Tensor householder_product(Tensor A, Tensor tau) => Aten.Call("linalg_householder_product", A, tau);

        public static (Tensor P, Tensor L, Tensor U) lu(Tensor input, bool pivot = true) => Aten.Call3("linalg_lu", input, pivot);

        public static (Tensor LU, Tensor? Pivots) lu_factor(Tensor input, bool pivot = true) =>
            Aten.Call2("linalg_lu_factor", input, pivot);

        public static (Tensor LU, Tensor? Pivots) ldl_factor(Tensor input, bool hermitian = true) =>
            Aten.Call2("linalg_ldl_factor", input, hermitian);

        public static (Tensor LU, Tensor? Pivots, Tensor? Info) ldl_factor_ex(
            Tensor input, bool hermitian = true, bool check_errors = false) =>
            Aten.Call3("linalg_ldl_factor_ex", input, hermitian, check_errors);

        public static Tensor diagonal(Tensor input, int offset = 0, int dim1 = -2, int dim2 = -1) => input.diagonal(offset, dim1, dim2);

        public enum QRMode
        {
            Reduced = 0,
            Complete = 1,
            R = 2,
        }
    }
}
