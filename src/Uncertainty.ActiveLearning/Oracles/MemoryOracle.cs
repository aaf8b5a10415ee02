using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <summary>Labels that are known beforehand, for experiments; with noise, the same question has the same answer each time.</summary>
public sealed class MemoryOracle : IOracle
{
    private readonly Label[] _labels;
    private readonly LabelNoise? _noise;

    /// <summary>Takes the labels.</summary>
    /// <param name="labels">The label of each input of the pool, by its number; at least one.</param>
    /// <param name="noise">Which answers are wrong; null for none. For classes only.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="labels"/> hold none, or one without a value, or one that is no class of <paramref name="noise"/>.
    /// </exception>
    public MemoryOracle(IReadOnlyList<Label> labels, LabelNoise? noise = null)
    {
        Guard.NotNull(labels);
        if (labels.Count == 0)
        {
            throw new ArgumentException("must hold at least one label; got none.", nameof(labels));
        }

        LabelSpace? classes = noise is null ? null : LabelSpace.Classes(noise.Classes);
        for (int i = 0; i < labels.Count; i++)
        {
            string? problem = labels[i].Values.IsEmpty ? "must be given." : classes?.Problem(labels[i]);
            if (problem is not null)
            {
                throw new ArgumentException($"The label of input {i} {problem}", nameof(labels));
            }
        }

        _labels = [.. labels];
        _noise = noise;
    }

    /// <summary>Number of inputs whose labels are known.</summary>
    public int Count => _labels.Length;

    /// <summary>Takes labels as networks are trained by them.</summary>
    /// <param name="labels">[N] classes of an integer type, or [N, D] finite targets of a regression of a floating-point type.</param>
    /// <param name="noise">Which answers are wrong; null for none. For classes only.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="labels"/> are of another shape or type, not finite, or no classes of <paramref name="noise"/>.
    /// </exception>
    public static MemoryOracle FromTensor(Tensor labels, LabelNoise? noise = null)
    {
        Guard.MinimumRank(labels, 1, "[N] or [N, D]");
        bool values = torch.is_floating_point(labels.dtype);
        bool numbers = values || labels.dtype
            is torch.ScalarType.Int64 or torch.ScalarType.Int32 or torch.ScalarType.Int16 or torch.ScalarType.Int8 or torch.ScalarType.Byte;
        if (!numbers || labels.ndim != (values ? 2 : 1))
        {
            throw new ArgumentException(
                "must be [N] classes of an integer type or [N, D] targets of a floating-point type; "
                + $"got [{string.Join(", ", labels.shape)}] of {labels.dtype}.",
                nameof(labels));
        }

        Guard.Finite(labels);
        double[] plain = PlainNumbers.Of(labels);
        IEnumerable<Label> known = values
            ? plain.Chunk((int)labels.shape[1]).Select(row => Label.OfValues(row))
            : plain.Select(number => Label.OfClass((long)number));
        return new MemoryOracle([.. known], noise);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">
    /// <paramref name="queries"/> are none, ask about an input twice, or about one whose label is not known.
    /// </exception>
    public IEnumerable<OracleAnswer> Ask(IReadOnlyList<OracleQuery> queries, CancellationToken cancellationToken = default)
    {
        OracleQueries.Check(queries);
        if (queries.FirstOrDefault(query => query.Index >= Count) is OracleQuery unknown)
        {
            throw new ArgumentException($"must be of inputs in range [0, {Count - 1}]; got one of input {unknown.Index}.", nameof(queries));
        }

        return Answers(queries, cancellationToken);
    }

    private IEnumerable<OracleAnswer> Answers(IReadOnlyList<OracleQuery> queries, CancellationToken cancellationToken)
    {
        foreach (OracleQuery query in queries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Label label = _labels[query.Index];
            yield return new OracleAnswer(query.Index, _noise is null ? label : _noise.Answer(query.Index, label.Class));
        }
    }
}
