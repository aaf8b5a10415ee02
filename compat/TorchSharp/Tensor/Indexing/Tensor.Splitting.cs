using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor[] split(long size, int dim = 0) => Aten.CallList("split.Tensor", this, size, dim);

        public Tensor[] split(long[] sizes, long dim = 0) => Aten.CallList("split_with_sizes", this, sizes, dim);

        public Tensor[] split(ReadOnlySpan<long> sizes, long dim = 0) => split(sizes.ToArray(), dim);

        public Tensor[] split(params long[] sizes) => split(sizes, 0L);

        public Tensor[] chunk(long chunks, long dim = 0L) => Aten.CallList("chunk", this, chunks, dim);

        public Tensor[] tensor_split(long size, long dim = 0L) => Aten.CallList("tensor_split.sections", this, size, dim);

        public Tensor[] tensor_split(long[] sizes, long dim = 0L) => Aten.CallList("tensor_split.indices", this, sizes, dim);

        public Tensor[] tensor_split(Tensor indices, long dim = 0L) =>
            Aten.CallList("tensor_split.tensor_indices_or_sections", this, indices, dim);

        public Tensor[] unbind(long dimension = 0L) => Aten.CallList("unbind.int", this, dimension);

        public Tensor[] hsplit(long size) => Aten.CallList("hsplit.int", this, size);

        public Tensor[] hsplit(params long[] sizes) => Aten.CallList("hsplit.array", this, sizes);

        public Tensor[] hsplit(Tensor indices) => tensor_split(indices, 1);

        public Tensor[] vsplit(long size) => Aten.CallList("vsplit.int", this, size);

        public Tensor[] vsplit(params long[] sizes) => Aten.CallList("vsplit.array", this, sizes);

        public Tensor[] vsplit(Tensor indices) => tensor_split(indices, 0);

        public Tensor[] dsplit(long size) => Aten.CallList("dsplit.int", this, size);

        public Tensor[] dsplit(params long[] sizes) => Aten.CallList("dsplit.array", this, sizes);

        public Tensor[] dsplit(Tensor indices) => tensor_split(indices, 2);
    }

    public static Tensor[] split(Tensor tensor, long[] split_size_or_sections, long dim = 0L) =>
        tensor.split(split_size_or_sections, dim);

    public static Tensor[] chunk(Tensor input, long chunks, long dim = 0L) => input.chunk(chunks, dim);

    public static Tensor[] tensor_split(Tensor input, long indices_or_sections, long dim = 0L) =>
        input.tensor_split(indices_or_sections, dim);

    public static Tensor[] tensor_split(Tensor input, long[] indices_or_sections, long dim = 0L) =>
        input.tensor_split(indices_or_sections, dim);

    public static Tensor[] tensor_split(Tensor input, Tensor indices_or_sections, long dim = 0L) =>
        input.tensor_split(indices_or_sections, dim);

    public static Tensor[] unbind(Tensor input, long dim = 0L) => input.unbind(dim);

    public static Tensor[] hsplit(Tensor input, long indices_or_sections) => input.hsplit(indices_or_sections);

    public static Tensor[] hsplit(Tensor input, long[] indices_or_sections) => input.hsplit(indices_or_sections);

    public static Tensor[] vsplit(Tensor input, long[] indices_or_sections) => input.vsplit(indices_or_sections);
}
