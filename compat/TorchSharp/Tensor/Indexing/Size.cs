using System.Collections;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The lengths of a tensor's dimensions.</summary>
    public readonly struct Size : IEnumerable<long>, IEquatable<Size>
    {
        public static readonly Size Empty = new(Array.Empty<long>());

        private readonly long[]? _shape;

        public Size(long[] shape) => _shape = [.. shape];

        public Size(IEnumerable<long> shape) => _shape = [.. shape];

        public Size(int[] shape) => _shape = Array.ConvertAll(shape, length => (long)length);

        public Size(long size) => _shape = [size];

        public Size((long, long) size) => _shape = [size.Item1, size.Item2];

        public Size((long, long, long) size) => _shape = [size.Item1, size.Item2, size.Item3];

        public Size((long, long, long, long) size) => _shape = [size.Item1, size.Item2, size.Item3, size.Item4];

        public long[] Shape => _shape ?? [];

        public int Length => Shape.Length;

        public bool IsEmpty => Length == 0;

        public bool IsScalar => IsEmpty;

        public long this[int idx] => Shape[idx];

        public long this[long idx] => Shape[idx];

        public static implicit operator Size(long size) => new(size);

        public static implicit operator Size(long[] size) => new(size);

        public static implicit operator Size((long, long) size) => new(size);

        public static implicit operator Size((long, long, long) size) => new(size);

        public static implicit operator Size((long, long, long, long) size) => new(size);

        public static Size operator +(Size left, Size right) => new(left.Shape.Concat(right.Shape));

        public static Size operator +(Size left, IEnumerable<long> right) => new(left.Shape.Concat(right));

        public static bool operator ==(Size left, Size right) => left.Equals(right);

        public static bool operator !=(Size left, Size right) => !left.Equals(right);

        public long numel() => Shape.TotalSize();

        /// <summary>The lengths from <paramref name="first"/> on and before <paramref name="next"/>; negative counts from the end.</summary>
        public Size Slice(int first, int next)
        {
            int from = first < 0 ? Length + first : first;
            int to = next < 0 ? Length + next : next;
            return new Size(Shape.Skip(from).Take(to - from));
        }

        public IEnumerable<long> Take(int i) => Shape.Take(i);

        public bool Equals(Size other) => Shape.AsSpan().SequenceEqual(other.Shape);

        public override bool Equals(object? obj) => obj is Size other && Equals(other);

        public override int GetHashCode()
        {
            HashCode hash = default;
            foreach (long length in Shape)
            {
                hash.Add(length);
            }

            return hash.ToHashCode();
        }

        public IEnumerator<long> GetEnumerator() => Shape.AsEnumerable().GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
