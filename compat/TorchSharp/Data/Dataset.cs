namespace TorchSharp;

public static partial class torch
{
    public static partial class utils
    {
        public static partial class data
        {
            /// <summary>A countable collection of samples, each reached by its index.</summary>
            public abstract class Dataset<T> : IDisposable
            {
                public abstract long Count { get; }

                public abstract T GetTensor(long index);

                public void Dispose()
                {
                    Dispose(true);
                    GC.SuppressFinalize(this);
                }

                protected virtual void Dispose(bool disposing)
                {
                }
            }

            /// <summary>Samples whose parts have names.</summary>
            public abstract class Dataset : Dataset<Dictionary<string, Tensor>>
            {
            }

            /// <summary>Samples whose parts have an order.</summary>
            public abstract class IterableDataset : Dataset<IList<Tensor>>
            {
            }

            public static Modules.TensorDataset TensorDataset(params Tensor[] tensors) => new(tensors);
        }
    }
}
