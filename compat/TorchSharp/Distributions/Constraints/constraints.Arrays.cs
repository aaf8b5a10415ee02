namespace TorchSharp;

public static partial class torch
{
    public static partial class distributions
    {
        public static partial class constraints
        {
            private const double Tolerance = 1e-6;

            public class _OneHot() : Constraint(true, 1)
            {
                public override Tensor check(Tensor value) => WrappedTensorDisposeScope(() =>
                    (value.eq(0) | value.eq(1)).all(-1) & value.sum(-1).eq(1));
            }

            /// <summary>Nonnegative numbers that add up to 1 along the last dimension.</summary>
            public class _Simplex() : Constraint(false, 1)
            {
                public override Tensor check(Tensor value) => WrappedTensorDisposeScope(() =>
                    value.ge(0).all(-1) & (value.sum(-1) - 1).abs().lt(Tolerance));
            }

            /// <summary>Counts that add up to no more than the bound along the last dimension.</summary>
            public class _Multinomial(long upper_bound) : Constraint(true, 1)
            {
                public long upper_bound { get; } = upper_bound;

                public override Tensor check(Tensor x) => WrappedTensorDisposeScope(() =>
                    x.ge(0).all(-1) & x.sum(-1).le(upper_bound));

                public override string ToString() => $"{base.ToString()}(upper_bound={upper_bound})";
            }

            public class _LowerTriangular() : Constraint(false, 2)
            {
                public override Tensor check(Tensor value) => WrappedTensorDisposeScope(() =>
                    value.tril().eq(value).all(-1).all(-1));
            }

            /// <summary>Lower triangular with a positive diagonal.</summary>
            public class _LowerCholesky() : Constraint(false, 2)
            {
                public override Tensor check(Tensor value) => WrappedTensorDisposeScope(() =>
                    value.tril().eq(value).all(-1).all(-1) & value.diagonal(0, -2, -1).gt(0).all(-1));
            }

            public class _Square() : Constraint(false, 2)
            {
                public override Tensor check(Tensor value)
                {
                    long[] batch = value.shape[..^2];
                    return full(batch, value.shape[^2] == value.shape[^1], dtype: ScalarType.Bool, device: value.device);
                }
            }

            public class _Symmetric : _Square
            {
                public override Tensor check(Tensor value) => WrappedTensorDisposeScope(() =>
                {
                    Tensor square = base.check(value);
                    return value.shape[^2] == value.shape[^1]
                        ? (value - value.transpose(-2, -1)).abs().le(Tolerance).all(-1).all(-1)
                        : square;
                });
            }

            public class _PositiveSemiDefinite : _Symmetric
            {
                public override Tensor check(Tensor value) => WrappedTensorDisposeScope(() =>
                {
                    Tensor symmetric = base.check(value);
                    return value.shape[^2] == value.shape[^1] ? symmetric & Interop.Aten.Call("linalg_eigvalsh", value).ge(0).all(-1) : symmetric;
                });
            }

            public class _PositiveDefinite : _Symmetric
            {
                public override Tensor check(Tensor value) => WrappedTensorDisposeScope(() =>
                {
                    Tensor symmetric = base.check(value);
                    return value.shape[^2] == value.shape[^1] ? symmetric & Interop.Aten.Call("linalg_eigvalsh", value).gt(0).all(-1) : symmetric;
                });
            }
        }
    }
}
