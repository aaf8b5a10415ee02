using TorchSharp.Interop;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static Embedding Embedding(
            long num_embeddings,
            long embedding_dims,
            long? padding_idx = null,
            double? max_norm = null,
            double norm_type = 2.0,
            bool scale_grad_by_freq = false,
            bool sparse = false,
            Device? device = null,
            ScalarType? dtype = null)
        {
            long? padding = EmbeddingRows.Wrap(padding_idx, num_embeddings);
            Parameter weight = EmbeddingRows.Draw(num_embeddings, embedding_dims, padding, device, dtype);
            return new Embedding(weight, padding, max_norm, norm_type, scale_grad_by_freq, sparse);
        }

        /// <summary>The weight shares the embeddings' data where neither device nor type changes.</summary>
        public static Embedding Embedding_from_pretrained(
            Tensor embeddings,
            bool freeze = true,
            long? padding_idx = null,
            double? max_norm = null,
            double norm_type = 2.0,
            bool scale_grad_by_freq = false,
            bool sparse = false,
            Device? device = null,
            ScalarType? dtype = null)
        {
            long? padding = EmbeddingRows.Wrap(padding_idx, embeddings.size(0));
            Parameter weight = EmbeddingRows.Share(embeddings, freeze, device, dtype);
            return new Embedding(weight, padding, max_norm, norm_type, scale_grad_by_freq, sparse);
        }

        public static EmbeddingBag EmbeddingBag(
            long num_embeddings,
            long embedding_dims,
            double? max_norm = null,
            double norm_type = 2.0,
            bool scale_grad_by_freq = false,
            EmbeddingBagMode mode = EmbeddingBagMode.Mean,
            bool sparse = false,
            bool include_last_offset = false,
            long padding_index = -1,
            Device? device = null,
            ScalarType? dtype = null)
        {
            long? padding = padding_index < 0 ? null : EmbeddingRows.Wrap(padding_index, num_embeddings);
            Parameter weight = EmbeddingRows.Draw(num_embeddings, embedding_dims, padding, device, dtype);
            return new EmbeddingBag(
                weight, padding, max_norm, norm_type, scale_grad_by_freq, mode, sparse, include_last_offset);
        }

        public static EmbeddingBag EmbeddingBag_from_pretrained(
            Tensor embeddings,
            bool freeze = true,
            double? max_norm = null,
            double norm_type = 2.0,
            bool scale_grad_by_freq = false,
            EmbeddingBagMode mode = EmbeddingBagMode.Mean,
            bool sparse = false,
            bool include_last_offset = false,
            long padding_index = -1,
            Device? device = null,
            ScalarType? dtype = null)
        {
            long? padding = padding_index < 0 ? null : EmbeddingRows.Wrap(padding_index, embeddings.size(0));
            Parameter weight = EmbeddingRows.Share(embeddings, freeze, device, dtype);
            return new EmbeddingBag(
                weight, padding, max_norm, norm_type, scale_grad_by_freq, mode, sparse, include_last_offset);
        }

        public static partial class functional
        {
            public static Tensor one_hot(Tensor x, long num_classes = -1)
            {
                if (x.dtype != ScalarType.Int64)
                {
                    throw new ArgumentException($"Classes must be of type Int64; got {x.dtype}.", nameof(x));
                }

                return Aten.Call("one_hot", x, num_classes);
            }
        }
    }
}
