namespace TorchSharp;

public static partial class torch
{
    public static partial class distributions
    {
        public abstract partial class Distribution
        {
            protected long[] ExtendedShape(params long[] sample_shape) =>
                [.. sample_shape, .. batch_shape.Shape, .. event_shape.Shape];

            protected static Tensor LogitsToProbs(Tensor logits, bool isBinary = false) => isBinary ? logits.sigmoid() : logits.softmax(-1);

            protected static Tensor ProbsToLogits(Tensor probs, bool isBinary = false) => WrappedTensorDisposeScope(() =>
            {
                Tensor inside = ClampProbs(probs);
                return isBinary ? inside.log() - (-inside).log1p() : inside.log();
            });

            /// <summary>Keeps probabilities off 0 and 1 by the type's epsilon.</summary>
            protected static Tensor ClampProbs(Tensor probs)
            {
                double eps = finfo(probs.dtype).eps;
                return probs.clamp(min: eps, max: 1 - eps);
            }

            /// <summary>max(x, 0), with gradient 1/2 at 0.</summary>
            protected static Tensor ClampByZero(Tensor x) => WrappedTensorDisposeScope(() =>
                (x.clamp(min: 0) + x - x.clamp(max: 0)) / 2);

            /// <summary>A handle of the distribution's own, outside every scope.</summary>
            private protected static Tensor Own(Tensor tensor) => tensor.alias().DetachFromDisposeScope();

            /// <summary>Two parameters in the shape they have together, as handles of the distribution's own.</summary>
            private protected static (Tensor First, Tensor Second) Own(Tensor first, Tensor second)
            {
                IList<Tensor> both = broadcast_tensors(first, second);
                return (both[0].DetachFromDisposeScope(), both[1].DetachFromDisposeScope());
            }

            private protected static Tensor Widen(Tensor parameter, Size batch_shape, params long[] event_shape) =>
                parameter.expand([.. batch_shape.Shape, .. event_shape]).DetachFromDisposeScope();

            /// <summary>The standard normal in a parameter's type and place.</summary>
            private protected Tensor StandardNormal(Tensor like, long[] shape) =>
                like.detach().new_empty(shape).normal_(generator: generator);

            /// <summary>What is to take expanded parameters: a copy of this, or the instance given, which must be of the kind.</summary>
            private protected T Expanding<T>(Size batch_shape, Distribution? instance)
                where T : Distribution
            {
                T target = (instance ?? (Distribution)MemberwiseClone()) as T
                    ?? throw new ArgumentException($"The instance must be a {typeof(T).Name}; got {instance}.", nameof(instance));
                target.batch_shape = batch_shape;
                target.event_shape = event_shape;
                return target;
            }

            private protected static void RequireOne(bool first, bool second)
            {
                if (first == second)
                {
                    throw new ArgumentException("Either probs or logits must be given, and not both.");
                }
            }

            private NotImplementedException Missing(string member) => new($"{GetType().Name} has no {member}.");
        }
    }
}
