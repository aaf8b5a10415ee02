namespace TorchSharp;

public static partial class torch
{
    public static partial class distributions
    {
        public static partial class transforms
        {
            /// <summary>Takes dimensions of the base transform into one value.</summary>
            public class IndepdenentTransform(Transform base_transform, int reinterpreted_batch_dims) : Transform
            {
                public override constraints.Constraint domain =>
                    constraints.independent(base_transform.domain, reinterpreted_batch_dims);

                public override constraints.Constraint codomain =>
                    constraints.independent(base_transform.codomain, reinterpreted_batch_dims);

                public override bool bijective => base_transform.bijective;

                public override long[] forward_shape(long[] shape) => base_transform.forward_shape(shape);

                public override long[] inverse_shape(long[] shape) => base_transform.inverse_shape(shape);

                protected internal override Tensor _sign() => base_transform._sign();

                protected internal override Tensor _call(Tensor x) => base_transform._call(Checked(x, domain));

                protected internal override Tensor _inverse(Tensor y) => base_transform._inverse(Checked(y, codomain));

                protected internal override Tensor log_abs_det_jacobian(Tensor x, Tensor y) => WrappedTensorDisposeScope(() =>
                    _sum_rightmost(base_transform.log_abs_det_jacobian(x, y), reinterpreted_batch_dims));

                private static Tensor Checked(Tensor value, constraints.Constraint region) => value.dim() >= region.event_dim
                    ? value
                    : throw new ArgumentException(
                        $"The transform needs at least {region.event_dim} dimensions; got {value.dim()}.", nameof(value));
            }

            public class ReshapeTransform : Transform
            {
                private readonly long[] _in_shape;
                private readonly long[] _out_shape;

                public ReshapeTransform(long[] in_shape, long[] out_shape)
                {
                    if (in_shape.TotalSize() != out_shape.TotalSize())
                    {
                        throw new ArgumentException(
                            $"[{string.Join(", ", in_shape)}] and [{string.Join(", ", out_shape)}] have not as many elements.",
                            nameof(out_shape));
                    }

                    _in_shape = [.. in_shape];
                    _out_shape = [.. out_shape];
                }

                public override bool bijective => true;

                public override constraints.Constraint domain => constraints.independent(constraints.real, _in_shape.Length);

                public override constraints.Constraint codomain => constraints.independent(constraints.real, _out_shape.Length);

                public override long[] forward_shape(long[] shape) => [.. Batch(shape, _in_shape), .. _out_shape];

                public override long[] inverse_shape(long[] shape) => [.. Batch(shape, _out_shape), .. _in_shape];

                protected internal override Tensor _call(Tensor x) => x.reshape(forward_shape(x.shape));

                protected internal override Tensor _inverse(Tensor y) => y.reshape(inverse_shape(y.shape));

                protected internal override Tensor log_abs_det_jacobian(Tensor x, Tensor y) =>
                    x.new_zeros(Batch(x.shape, _in_shape));

                private static long[] Batch(long[] shape, long[] tail)
                {
                    if (shape.Length < tail.Length || !shape.AsSpan(shape.Length - tail.Length).SequenceEqual(tail))
                    {
                        throw new ArgumentException(
                            $"The last dimensions must be [{string.Join(", ", tail)}]; got [{string.Join(", ", shape)}].", nameof(shape));
                    }

                    return shape[..^tail.Length];
                }
            }

            /// <summary>Softmax over the last dimension; the inverse is the one whose logits are log-probabilities.</summary>
            public class SoftmaxTransform : Transform
            {
                public override constraints.Constraint domain => constraints.real_vector;

                public override constraints.Constraint codomain => constraints.simplex;

                public override bool bijective => true;

                protected internal override Tensor _call(Tensor x) => x.softmax(-1);

                protected internal override Tensor _inverse(Tensor y) => y.log();
            }
        }
    }
}
