using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class linalg
    {
        public static Tensor norm(Tensor input, string ord, long[]? dims = null, bool keepdim = false) =>
            Aten.Call("linalg_norm.ord_str", input, ord, dims, keepdim);

        public static Tensor norm(Tensor input, double ord, long[]? dims = null, bool keepdim = false) =>
            Aten.Call("linalg_norm", input, ord, dims, keepdim);

        public static Tensor norm(Tensor input, int ord, long[]? dims = null, bool keepdim = false) =>
            Aten.Call("linalg_norm", input, ord, dims, keepdim);

        public static Tensor norm(Tensor input, long[]? dims = null, bool keepdim = false) =>
            Aten.Call("linalg_norm", input, Argument.None, dims, keepdim);

        public static Tensor vector_norm(Tensor input, double ord = 2d, long[]? dims = null, bool keepdim = false) =>
            Aten.Call("linalg_vector_norm", input, ord, dims, keepdim);

        public static Tensor matrix_norm(Tensor input, string ord = "fro", long[]? dims = null, bool keepdim = false) =>
            Aten.Call("linalg_matrix_norm.str_ord", input, ord, dims ?? [-2, -1], keepdim);

        public static Tensor matrix_norm(Tensor input, double ord, long[]? dims = null, bool keepdim = false) =>
            Aten.Call("linalg_matrix_norm", input, ord, dims ?? [-2, -1], keepdim);

        public static Tensor cond(Tensor input, int p) => Aten.Call("linalg_cond", input, p);

        public static Tensor cond(Tensor input, double p) => Aten.Call("linalg_cond", input, p);

        public static Tensor cond(Tensor input, string p) => Aten.Call("linalg_cond.p_str", input, p);

        public static Tensor cond(Tensor input) => Aten.Call("linalg_cond", input);

        public static Tensor cross(Tensor input, Tensor other, long dim = -1) => Aten.Call("linalg_cross", input, other, dim);

        public static Tensor vecdot(Tensor x, Tensor y, long dim = -1, Tensor? @out = null) => @out is null
            ? Aten.Call("linalg_vecdot", x, y, dim)
            : Aten.Call("linalg_vecdot.out", x, y, dim, @out);

        public static Tensor multi_dot(IList<Tensor> tensors) => tensors.Count switch
        {
            0 => throw new ArgumentException("must not be empty.", nameof(tensors)),
            1 => tensors[0].alias(),
            _ => Aten.Call("linalg_multi_dot", tensors.ToArray()),
        };

        public static Tensor matrix_exp(Tensor input) => input.matrix_exp();

        public static Tensor vander(Tensor input, long? N = null) => Aten.Call("linalg_vander", input, N);
    }
}
