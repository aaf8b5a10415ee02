namespace TorchSharp;

public static partial class torch
{
    public static partial class distributions
    {
        public static partial class transforms
        {
            public class ExpTransform() : _MonotoneTransform(constraints.real, constraints.positive)
            {
                protected internal override Tensor _call(Tensor x) => x.exp();

                protected internal override Tensor _inverse(Tensor y) => y.log();

                protected internal override Tensor log_abs_det_jacobian(Tensor x, Tensor y) => x.alias();
            }

            public class LogTransform() : _MonotoneTransform(constraints.positive, constraints.real)
            {
                protected internal override Tensor _call(Tensor x) => x.log();

                protected internal override Tensor _inverse(Tensor y) => y.exp();

                protected internal override Tensor log_abs_det_jacobian(Tensor x, Tensor y) => -y;
            }

            /// <summary>x^exponent of positive x; the exponent stays the caller's.</summary>
            public class PowerTransform(Tensor exponent) : _MonotoneTransform(constraints.positive, constraints.positive)
            {
                public override long[] forward_shape(long[] shape) => broadcast_shapes(shape, exponent.shape).Shape;

                public override long[] inverse_shape(long[] shape) => broadcast_shapes(shape, exponent.shape).Shape;

                protected internal override Tensor _sign() => exponent.sign();

                protected internal override Tensor _call(Tensor x) => x.pow(exponent);

                protected internal override Tensor _inverse(Tensor y) => WrappedTensorDisposeScope(() => y.pow(exponent.reciprocal()));

                protected internal override Tensor log_abs_det_jacobian(Tensor x, Tensor y) =>
                    WrappedTensorDisposeScope(() => (exponent * y / x).abs().log());
            }

            public class SigmoidTransform() : _MonotoneTransform(constraints.real, constraints.unit_interval)
            {
                protected internal override Tensor _call(Tensor x) => WrappedTensorDisposeScope(() => Inside(x.sigmoid()));

                protected internal override Tensor _inverse(Tensor y) => WrappedTensorDisposeScope(() =>
                {
                    Tensor inside = Inside(y);
                    return inside.log() - (-inside).log1p();
                });

                protected internal override Tensor log_abs_det_jacobian(Tensor x, Tensor y) =>
                    WrappedTensorDisposeScope(() => -Softplus(-x) - Softplus(x));

                private static Tensor Inside(Tensor probability)
                {
                    FInfo limits = finfo(probability.dtype);
                    return probability.clamp(min: limits.tiny, max: 1 - limits.eps);
                }
            }

            public class SoftplusTransform() : _MonotoneTransform(constraints.real, constraints.positive)
            {
                protected internal override Tensor _call(Tensor x) => Softplus(x);

                protected internal override Tensor _inverse(Tensor y) => WrappedTensorDisposeScope(() => (-y).expm1().neg().log() + y);

                protected internal override Tensor log_abs_det_jacobian(Tensor x, Tensor y) =>
                    WrappedTensorDisposeScope(() => -Softplus(-x));
            }

            public class TanhTransform() : _MonotoneTransform(constraints.real, constraints.interval(-1.0, 1.0))
            {
                protected internal override Tensor _call(Tensor x) => x.tanh();

                protected internal override Tensor _inverse(Tensor y) => y.atanh();

                // log(1 - tanh²x), in the form that does not lose small values.
                protected internal override Tensor log_abs_det_jacobian(Tensor x, Tensor y) =>
                    WrappedTensorDisposeScope(() => 2.0 * (Math.Log(2.0) - x - Softplus(-2.0 * x)));
            }

            /// <summary>|x|, whose inverse is taken to be the nonnegative one.</summary>
            public class AbsTransform : Transform
            {
                public override constraints.Constraint domain => constraints.real;

                public override constraints.Constraint codomain => constraints.positive;

                protected internal override Tensor _call(Tensor x) => x.abs();

                protected internal override Tensor _inverse(Tensor y) => y.alias();
            }

            private static Tensor Softplus(Tensor x) => Interop.Aten.Call("softplus", x);
        }
    }
}
