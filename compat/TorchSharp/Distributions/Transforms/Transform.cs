namespace TorchSharp;

public static partial class torch
{
    public static partial class distributions
    {
        public static partial class transforms
        {
            /// <summary>A map of random variables, with its inverse and the logarithm of its Jacobian's determinant.</summary>
            public abstract class Transform
            {
                protected bool _bijective;
                protected constraints.Constraint _domain = null!;
                protected constraints.Constraint _codomain = null!;
                protected Transform? _inv;

                /// <summary>The dimensions that the map takes as one value, where domain and codomain agree on them.</summary>
                public virtual int event_dim => domain.event_dim == codomain.event_dim
                    ? domain.event_dim
                    : throw new InvalidOperationException(
                        $"The domain's event_dim is {domain.event_dim}, the codomain's {codomain.event_dim}: ask them, not the transform.");

                public virtual Transform inv => _inv ??= new _InverseTransform(this);

                public virtual constraints.Constraint domain => _domain;

                public virtual constraints.Constraint codomain => _codomain;

                public virtual bool bijective => _bijective;

                /// <summary>+1 where the map rises, −1 where it falls.</summary>
                public Tensor sign => _sign();

                public Tensor forward(Tensor x) => _call(x);

                public virtual long[] forward_shape(long[] shape) => shape;

                public virtual long[] inverse_shape(long[] shape) => shape;

                protected internal static Tensor _sum_rightmost(Tensor value, int dim) => dim == 0
                    ? value
                    : value.sum([.. Enumerable.Range(1, dim).Select(i => -(long)i)]);

                protected internal virtual Tensor _sign() =>
                    throw new NotImplementedException($"{GetType().Name} has no one sign.");

                protected internal abstract Tensor _call(Tensor x);

                protected internal abstract Tensor _inverse(Tensor y);

                protected internal virtual Tensor log_abs_det_jacobian(Tensor x, Tensor y) =>
                    throw new NotImplementedException($"{GetType().Name} has no Jacobian with a determinant.");
            }

            internal class _InverseTransform : Transform
            {
                private readonly Transform _forward;

                public _InverseTransform(Transform transform)
                {
                    _forward = transform;
                    _inv = transform;
                }

                public override constraints.Constraint domain => _forward.codomain;

                public override constraints.Constraint codomain => _forward.domain;

                public override bool bijective => _forward.bijective;

                public override long[] forward_shape(long[] shape) => _forward.inverse_shape(shape);

                public override long[] inverse_shape(long[] shape) => _forward.forward_shape(shape);

                protected internal override Tensor _sign() => _forward.sign;

                protected internal override Tensor _call(Tensor x) => _forward._inverse(x);

                protected internal override Tensor _inverse(Tensor y) => _forward._call(y);

                protected internal override Tensor log_abs_det_jacobian(Tensor x, Tensor y) =>
                    WrappedTensorDisposeScope(() => -_forward.log_abs_det_jacobian(y, x));
            }

            /// <summary>A rising bijection of single numbers.</summary>
            public abstract class _MonotoneTransform : Transform
            {
                private protected _MonotoneTransform(constraints.Constraint domain, constraints.Constraint codomain)
                {
                    _domain = domain;
                    _codomain = codomain;
                    _bijective = true;
                }

                protected internal override Tensor _sign() => tensor(1);
            }
        }
    }
}
