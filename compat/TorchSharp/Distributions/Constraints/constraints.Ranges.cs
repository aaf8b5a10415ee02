namespace TorchSharp;

public static partial class torch
{
    public static partial class distributions
    {
        public static partial class constraints
        {
            public class _Boolean() : Constraint(true, 0)
            {
                public override Tensor check(Tensor value) => WrappedTensorDisposeScope(() => value.eq(0) | value.eq(1));
            }

            public class _IntegerInterval(long lower_bound, long upper_bound) : Constraint(true, 0)
            {
                public long lower_bound { get; } = lower_bound;

                public long upper_bound { get; } = upper_bound;

                public override Tensor check(Tensor value) => WrappedTensorDisposeScope(() =>
                    value.remainder(1).eq(0) & value.ge(lower_bound) & value.le(upper_bound));

                public override string ToString() => $"{base.ToString()}(lower_bound={lower_bound}, upper_bound={upper_bound})";
            }

            /// <summary>The integers up to and with the bound.</summary>
            public class _IntegerLessThan(long upper_bound) : Constraint(true, 0)
            {
                public long upper_bound { get; } = upper_bound;

                public override Tensor check(Tensor value) =>
                    WrappedTensorDisposeScope(() => value.remainder(1).eq(0) & value.le(upper_bound));

                public override string ToString() => $"{base.ToString()}(upper_bound={upper_bound})";
            }

            /// <summary>The integers from the bound on, with it.</summary>
            public class _IntegerGreaterThan(long lower_bound) : Constraint(true, 0)
            {
                public long lower_bound { get; } = lower_bound;

                public override Tensor check(Tensor value) =>
                    WrappedTensorDisposeScope(() => value.remainder(1).eq(0) & value.ge(lower_bound));

                public override string ToString() => $"{base.ToString()}(lower_bound={lower_bound})";
            }

            /// <summary>Every number but NaN.</summary>
            public class _Real() : Constraint(false, 0)
            {
                public override Tensor check(Tensor value) => value.eq(value);
            }

            public class _Interval(double lower_bound, double upper_bound) : Constraint(false, 0)
            {
                public double lower_bound { get; } = lower_bound;

                public double upper_bound { get; } = upper_bound;

                public override Tensor check(Tensor value) =>
                    WrappedTensorDisposeScope(() => value.ge(lower_bound) & value.le(upper_bound));

                public override string ToString() => $"{base.ToString()}(lower_bound={lower_bound}, upper_bound={upper_bound})";
            }

            /// <summary>With the lower bound and without the upper one.</summary>
            public class _HalfOpenInterval(double lower_bound, double upper_bound) : Constraint(false, 0)
            {
                public double lower_bound { get; } = lower_bound;

                public double upper_bound { get; } = upper_bound;

                public override Tensor check(Tensor value) =>
                    WrappedTensorDisposeScope(() => value.ge(lower_bound) & value.lt(upper_bound));

                public override string ToString() => $"{base.ToString()}(lower_bound={lower_bound}, upper_bound={upper_bound})";
            }

            public class _GreaterThan(double lower_bound) : Constraint(false, 0)
            {
                public double lower_bound { get; } = lower_bound;

                public override Tensor check(Tensor value) => value.gt(lower_bound);

                public override string ToString() => $"{base.ToString()}(lower_bound={lower_bound})";
            }

            public class _GreaterThanEq(double lower_bound) : Constraint(false, 0)
            {
                public double lower_bound { get; } = lower_bound;

                public override Tensor check(Tensor value) => value.ge(lower_bound);

                public override string ToString() => $"{base.ToString()}(lower_bound={lower_bound})";
            }

            public class _LessThan(double upper_bound) : Constraint(false, 0)
            {
                public double upper_bound { get; } = upper_bound;

                public override Tensor check(Tensor value) => value.lt(upper_bound);

                public override string ToString() => $"{base.ToString()}(upper_bound={upper_bound})";
            }
        }
    }
}
