namespace TorchSharp;

public static partial class torch
{
    public static partial class distributions
    {
        public static partial class constraints
        {
            /// <summary>A region over which a variable is valid. The last <see cref="event_dim"/> dimensions are one value.</summary>
            public abstract class Constraint(bool is_discrete, int event_dim)
            {
                public virtual bool is_discrete { get; protected set; } = is_discrete;

                public virtual int event_dim { get; protected set; } = event_dim;

                /// <summary>Whether each value is in the region: one truth value per value.</summary>
                public abstract Tensor check(Tensor value);

                public override string ToString() => GetType().Name.TrimStart('_');
            }

            public class _Dependent(bool is_discrete = false, int event_dim = 0) : Constraint(is_discrete, event_dim)
            {
                public override Tensor check(Tensor value) =>
                    throw new ArgumentException("A region that depends on other variables cannot be checked.", nameof(value));
            }

            /// <summary>Takes dimensions of the base constraint into one value, which is valid if all its parts are.</summary>
            public class _IndependentConstraint(Constraint base_constraint, int reinterpreted_batch_ndims)
                : Constraint(base_constraint.is_discrete, base_constraint.event_dim + reinterpreted_batch_ndims)
            {
                public Constraint base_constraint { get; } = base_constraint;

                public override Tensor check(Tensor value) => WrappedTensorDisposeScope(() =>
                {
                    Tensor result = base_constraint.check(value);
                    for (int i = 0; i < reinterpreted_batch_ndims; i++)
                    {
                        result = result.all(-1);
                    }

                    return result;
                });

                public override string ToString() => $"{base.ToString()}({base_constraint}, {reinterpreted_batch_ndims})";
            }
        }
    }
}
