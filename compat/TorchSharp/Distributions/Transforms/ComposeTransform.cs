namespace TorchSharp;

public static partial class torch
{
    public static partial class distributions
    {
        public static partial class transforms
        {
            /// <summary>One transform after another; none at all is the identity.</summary>
            public class ComposeTransform(IEnumerable<Transform> parts, int cache_size = 0) : Transform
            {
                private readonly Transform[] _parts = [.. parts];
                private readonly int _cache_size = cache_size;

                public override Transform inv => _inv ??= new ComposeTransform(_parts.Reverse().Select(part => part.inv), _cache_size);

                public override constraints.Constraint domain
                {
                    get
                    {
                        if (_parts.Length == 0)
                        {
                            return constraints.real;
                        }

                        int needed = _parts[^1].codomain.event_dim;
                        foreach (Transform part in _parts.Reverse())
                        {
                            needed = Math.Max(needed + part.domain.event_dim - part.codomain.event_dim, part.domain.event_dim);
                        }

                        return Widened(_parts[0].domain, needed);
                    }
                }

                public override constraints.Constraint codomain
                {
                    get
                    {
                        if (_parts.Length == 0)
                        {
                            return constraints.real;
                        }

                        int needed = _parts[0].domain.event_dim;
                        foreach (Transform part in _parts)
                        {
                            needed = Math.Max(needed + part.codomain.event_dim - part.domain.event_dim, part.codomain.event_dim);
                        }

                        return Widened(_parts[^1].codomain, needed);
                    }
                }

                public override bool bijective => Array.TrueForAll(_parts, part => part.bijective);

                public override long[] forward_shape(long[] shape) =>
                    _parts.Aggregate(shape, (current, part) => part.forward_shape(current));

                public override long[] inverse_shape(long[] shape) =>
                    _parts.Reverse().Aggregate(shape, (current, part) => part.inverse_shape(current));

                protected internal override Tensor _sign() => WrappedTensorDisposeScope(() =>
                    _parts.Aggregate(tensor(1), (sign, part) => sign * part.sign));

                protected internal override Tensor _call(Tensor x) => WrappedTensorDisposeScope(() =>
                    _parts.Aggregate(x.alias(), (value, part) => part._call(value)));

                protected internal override Tensor _inverse(Tensor y) => WrappedTensorDisposeScope(() =>
                    _parts.Reverse().Aggregate(y.alias(), (value, part) => part._inverse(value)));

                protected internal override Tensor log_abs_det_jacobian(Tensor x, Tensor y) => WrappedTensorDisposeScope(() =>
                {
                    if (_parts.Length == 0)
                    {
                        return zeros_like(x);
                    }

                    int dimensions = domain.event_dim;
                    Tensor input = x;
                    Tensor? total = null;
                    for (int i = 0; i < _parts.Length; i++)
                    {
                        Transform part = _parts[i];
                        Tensor output = i == _parts.Length - 1 ? y : part._call(input);
                        Tensor term = _sum_rightmost(part.log_abs_det_jacobian(input, output), dimensions - part.domain.event_dim);
                        total = total is null ? term : total + term;
                        dimensions += part.codomain.event_dim - part.domain.event_dim;
                        input = output;
                    }

                    return total!;
                });

                private static constraints.Constraint Widened(constraints.Constraint region, int needed) =>
                    needed > region.event_dim ? constraints.independent(region, needed - region.event_dim) : region;
            }
        }
    }
}
