using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor multilabel_soft_margin_loss(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean)
            {
                using DisposeScope scope = NewDisposeScope();
                Tensor entries = binary_cross_entropy_with_logits(input, target, weight, Reduction.None);
                return Reduce(entries.mean([-1]), reduction).MoveToOuterDisposeScope();
            }

            /// <summary>Half of log σ² + (x − t)² / σ², summed over what is not the batch; the variance is held above eps.</summary>
            public static Tensor gaussian_nll_loss(Tensor input, Tensor target, Tensor variance, bool full = false, float eps = 1e-6f, Reduction reduction = Reduction.Mean)
            {
                using DisposeScope scope = NewDisposeScope();
                Tensor mean = input.reshape(input.size(0), -1);
                Tensor truth = target.reshape(target.size(0), -1);
                Tensor square = variance.reshape(target.size(0), -1);
                if (!truth.shape.AsSpan().SequenceEqual(mean.shape))
                {
                    throw new ArgumentException("input and target must have the same shape.", nameof(target));
                }

                if (square.size(1) != mean.size(1) && square.size(1) != 1)
                {
                    throw new ArgumentException($"must have 1 or {mean.size(1)} entries for each input; got {square.size(1)}.", nameof(variance));
                }

                if (Aten.Call("any", Aten.Call("lt.Scalar", square, 0)).item<bool>())
                {
                    throw new ArgumentException("must not be negative.", nameof(variance));
                }

                // Added as a constant, the lift to eps leaves the variance its gradient.
                Tensor lift = square.detach().clamp_min(eps).sub(square.detach());
                square = square.add(lift);
                Tensor loss = square.log().add(mean.sub(truth).square().div(square)).sum(1).mul(0.5);
                if (full)
                {
                    loss = loss.add(0.5 * mean.size(1) * Math.Log(2 * Math.PI));
                }

                return Reduce(loss, reduction).MoveToOuterDisposeScope();
            }

            public static Tensor triplet_margin_with_distance_loss(Tensor anchor, Tensor positive, Tensor negative, Func<Tensor, Tensor, Tensor>? distance = null, double margin = 1.0, bool swap = false, Reduction reduction = Reduction.Mean)
            {
                using DisposeScope scope = NewDisposeScope();
                distance ??= static (left, right) => Aten.Call("pairwise_distance", left, right);
                Tensor near = distance(anchor, positive);
                Tensor far = distance(anchor, negative);
                if (swap)
                {
                    far = minimum(far, distance(positive, negative));
                }

                return Reduce(near.sub(far).add(margin).clamp_min(0), reduction).MoveToOuterDisposeScope();
            }

            private static Tensor Reduce(Tensor loss, Reduction reduction) => reduction switch
            {
                Reduction.Mean => loss.mean(),
                Reduction.Sum => loss.sum(),
                _ => loss,
            };
        }
    }
}
