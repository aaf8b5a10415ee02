namespace TorchSharp;

public static partial class torch
{
    public static partial class distributions
    {
        /// <summary>
        /// A distribution of values of <see cref="event_shape"/>, one for each entry of <see cref="batch_shape"/>. It holds its
        /// parameters by handles of its own; a generator given to it is disposed with it.
        /// </summary>
        public abstract partial class Distribution : IDisposable
        {
            /// <summary>Euler and Mascheroni's constant.</summary>
            protected const double euler_constant = 0.57721566490153286060;

            protected Generator? generator;

            private bool _disposed;

            public Distribution(Generator? generator, long[]? batch_shape = null, long[]? event_shape = null)
            {
                this.generator = generator;
                _init(batch_shape ?? Size.Empty, event_shape ?? Size.Empty);
            }

            public Distribution(Generator? generator, Size batch_shape, Size? event_shape = null)
            {
                this.generator = generator;
                _init(batch_shape, event_shape);
            }

            public Size batch_shape { get; protected set; }

            public Size event_shape { get; protected set; }

            public abstract Tensor mean { get; }

            public virtual Tensor mode => throw Missing(nameof(mode));

            public abstract Tensor variance { get; }

            public virtual Tensor stddev => WrappedTensorDisposeScope(() => variance.sqrt());

            /// <summary>Draws of shape sample_shape, batch_shape, event_shape, without gradient.</summary>
            public virtual Tensor sample(params long[] sample_shape)
            {
                using IDisposable without = no_grad();
                return rsample(sample_shape);
            }

            public Tensor sample(Size sample_shape) => sample(sample_shape.Shape);

            /// <summary>Draws through which gradients flow to the parameters, where the distribution has such draws.</summary>
            public abstract Tensor rsample(params long[] sample_shape);

            public Tensor rsample(Size sample_shape) => rsample(sample_shape.Shape);

            public abstract Tensor log_prob(Tensor value);

            /// <summary>In nats, one per entry of the batch.</summary>
            public abstract Tensor entropy();

            /// <summary>
            /// The same distribution over a larger batch. Where an instance of the same kind is given, it takes the parameters.
            /// </summary>
            public abstract Distribution expand(Size batch_shape, Distribution? instance = null);

            public virtual Tensor cdf(Tensor value) => throw Missing(nameof(cdf));

            public virtual Tensor icdf(Tensor value) => throw Missing(nameof(icdf));

            public virtual Tensor enumerate_support(bool expand = true) => throw Missing(nameof(enumerate_support));

            public virtual Tensor perplexity() => WrappedTensorDisposeScope(() => entropy().exp());

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected void _init(Size? batch_shape = null, Size? event_shape = null)
            {
                this.batch_shape = batch_shape ?? Size.Empty;
                this.event_shape = event_shape ?? Size.Empty;
            }

            protected virtual void Dispose(bool disposing)
            {
                if (disposing && !_disposed)
                {
                    _disposed = true;
                    generator?.Dispose();
                }
            }
        }
    }
}
