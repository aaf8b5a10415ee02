namespace TorchSharp;

public static partial class torch
{
    public static partial class distributions
    {
        /// <summary>p(x) = exp(⟨t(x), θ⟩ − F(θ) + k(x)), with natural parameters θ, log-normalizer F and carrier measure k.</summary>
        public abstract class ExponentialFamily : Distribution
        {
            protected ExponentialFamily(Generator? generator)
                : base(generator)
            {
            }

            protected abstract IList<Tensor> NaturalParams { get; }

            /// <summary>The mean of k(x).</summary>
            protected abstract Tensor MeanCarrierMeasure { get; }

            public override Tensor entropy() => BregmanEntropy();

            /// <summary>F(θ) − ⟨θ, ∇F(θ)⟩ − E k(x), one per entry of the batch.</summary>
            private protected Tensor BregmanEntropy() => WrappedTensorDisposeScope(() =>
            {
                using IDisposable gradients = enable_grad();
                Tensor[] natural = [.. NaturalParams.Select(parameter => parameter.detach().requires_grad_())];
                Tensor normalizer = LogNormalizer(natural);
                IList<Tensor> slopes = autograd.grad([normalizer.sum()], natural, create_graph: true);
                Tensor result = normalizer - MeanCarrierMeasure;
                for (int i = 0; i < natural.Length; i++)
                {
                    result -= transforms.Transform._sum_rightmost(natural[i] * slopes[i], event_shape.Length);
                }

                return result;
            });

            protected virtual Tensor LogNormalizer(params Tensor[] parameters) =>
                throw new NotImplementedException($"{GetType().Name} has no log-normalizer.");
        }
    }
}
