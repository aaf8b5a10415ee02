namespace TorchSharp;

public static partial class torch
{
    /// <summary>
    /// One index of one dimension: a number, a slice, a tensor of numbers or truth values, or a sign that adds or skips
    /// dimensions.
    /// </summary>
    public readonly struct TensorIndex
    {
        public static readonly TensorIndex Ellipsis = new(IndexKind.Ellipsis);

        /// <summary>A new dimension of length one.</summary>
        public static readonly TensorIndex None = new(IndexKind.None);

        /// <summary>The same as <see cref="None"/>.</summary>
        public static readonly TensorIndex Null = new(IndexKind.None);

        public static readonly TensorIndex Colon = Slice();

        private TensorIndex(IndexKind kind, long? start = null, long? stop = null, long? step = null, Tensor? tensor = null)
        {
            Kind = kind;
            Start = start;
            Stop = stop;
            Step = step;
            Indices = tensor;
        }

        internal enum IndexKind
        {
            None,
            Single,
            Ellipsis,
            Bool,
            Tensor,
            Slice,
        }

        internal IndexKind Kind { get; }

        internal long? Start { get; }

        internal long? Stop { get; }

        internal long? Step { get; }

        internal Tensor? Indices { get; }

        public static implicit operator TensorIndex(long value) => Single(value);

        public static implicit operator TensorIndex((int? start, int? end) range) => Slice(range);

        public static implicit operator TensorIndex(Range range) => Slice(range);

        public static implicit operator TensorIndex(Index index) => Single(index.IsFromEnd ? -index.Value : index.Value);

        /// <summary>There so that overloads with tensors and with indices can stand side by side; always an error.</summary>
        public static implicit operator Tensor(TensorIndex value) =>
            throw new InvalidOperationException("An index is no tensor.");

        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) =>
            new(IndexKind.Slice, start, stop, step);

        public static TensorIndex Slice((int? start, int? end) range) => Slice(range.start, range.end);

        public static TensorIndex Slice(Range range)
        {
            long start = range.Start.IsFromEnd ? -range.Start.Value : range.Start.Value;
            long? stop = range.End.IsFromEnd ? -range.End.Value : range.End.Value;
            bool toTheEnd = range.End.IsFromEnd && range.End.Value == 0;
            return Slice(start, toTheEnd ? null : stop);
        }

        public static TensorIndex Bool(bool value) => new(IndexKind.Bool, value ? 1 : 0);

        public static TensorIndex Single(long? index) => new(IndexKind.Single, index);

        public static TensorIndex Tensor(Tensor tensor) => new(IndexKind.Tensor, tensor: tensor);
    }
}
