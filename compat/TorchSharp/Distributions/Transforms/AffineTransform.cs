namespace TorchSharp;

public static partial class torch
{
    public static partial class distributions
    {
        public static partial class transforms
        {
            /// <summary>loc + scale·x. Tensors given stay the caller's and must outlive the transform.</summary>
            public class AffineTransform : Transform
            {
                private readonly (double Loc, double Scale)? _numbers;
                private readonly (Tensor Loc, Tensor Scale)? _tensors;
                private readonly int _event_dim;

                public AffineTransform(double loc, double scale, int event_dim = 0)
                {
                    _numbers = (loc, scale);
                    _event_dim = event_dim;
                }

                public AffineTransform(Tensor loc, Tensor scale, int event_dim = 0)
                {
                    _tensors = (loc, scale);
                    _event_dim = event_dim;
                }

                public override int event_dim => _event_dim;

                public override bool bijective => true;

                public override constraints.Constraint domain =>
                    _event_dim == 0 ? constraints.real : constraints.independent(constraints.real, _event_dim);

                public override constraints.Constraint codomain => domain;

                public override long[] forward_shape(long[] shape) =>
                    _tensors is { } own ? broadcast_shapes(shape, own.Loc.shape, own.Scale.shape).Shape : shape;

                public override long[] inverse_shape(long[] shape) => forward_shape(shape);

                protected internal override Tensor _sign() =>
                    _tensors is { } own ? own.Scale.sign() : tensor(Math.Sign(_numbers!.Value.Scale));

                protected internal override Tensor _call(Tensor x) => WrappedTensorDisposeScope(() => _tensors is { } own
                    ? own.Loc + (own.Scale * x)
                    : (x * _numbers!.Value.Scale) + _numbers.Value.Loc);

                protected internal override Tensor _inverse(Tensor y) => WrappedTensorDisposeScope(() => _tensors is { } own
                    ? (y - own.Loc) / own.Scale
                    : (y - _numbers!.Value.Loc) / _numbers.Value.Scale);

                protected internal override Tensor log_abs_det_jacobian(Tensor x, Tensor y) => WrappedTensorDisposeScope(() =>
                {
                    Tensor stretch = _tensors is { } own
                        ? own.Scale.abs().log().expand(broadcast_shapes(x.shape, own.Scale.shape).Shape)
                        : full_like(x, Math.Log(Math.Abs(_numbers!.Value.Scale)));
                    return _sum_rightmost(stretch, _event_dim);
                });
            }
        }
    }
}
