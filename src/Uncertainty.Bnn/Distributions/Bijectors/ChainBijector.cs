using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn.Distributions;

/// <summary>Bijectors one after another, the first of them first: y = fₙ(… f₂(f₁(x))).</summary>
public sealed record ChainBijector : Bijector
{
    private readonly Bijector[] _links;

    /// <summary>A chain.</summary>
    /// <param name="bijectors">The bijectors in the order in which they are applied; at least one.</param>
    /// <exception cref="ArgumentException">There is none, or one gives numbers that the next does not take.</exception>
    public ChainBijector(params IEnumerable<Bijector> bijectors)
    {
        _links = [.. Guard.NotNull(bijectors)];
        if (_links.Length == 0)
        {
            throw new ArgumentException("must hold at least one bijector.", nameof(bijectors));
        }

        Interval range = Guard.NotNull(_links[0], nameof(bijectors)).Range;
        for (int i = 1; i < _links.Length; i++)
        {
            Bijector next = Guard.NotNull(_links[i], nameof(bijectors));
            if (!next.Domain.Covers(range))
            {
                throw new ArgumentException(
                    $"must fit each other; number {i + 1}, {next.GetType().Name}, takes {next.Domain}, the one before it gives {range}.",
                    nameof(bijectors));
            }

            range = next.Image(range);
        }

        Range = range;
    }

    /// <summary>The bijectors, in the order in which they are applied.</summary>
    public IReadOnlyList<Bijector> Bijectors => _links;

    /// <inheritdoc/>
    public override Interval Domain => _links[0].Domain;

    /// <inheritdoc/>
    public override Interval Range { get; }

    /// <inheritdoc/>
    public override bool IsIncreasing => _links.Count(link => !link.IsIncreasing) % 2 == 0;

    /// <summary>Whether the other chain has equal bijectors in the same order.</summary>
    public bool Equals(ChainBijector? other) => other is not null && _links.SequenceEqual(other._links);

    /// <inheritdoc/>
    public override int GetHashCode() => _links.Aggregate(0, HashCode.Combine);

    internal override Tensor ForwardCore(Tensor x) => _links.Aggregate(x, (value, link) => link.ForwardCore(value));

    internal override Tensor InverseCore(Tensor y) => _links.Reverse().Aggregate(y, (value, link) => link.InverseCore(value));

    internal override Tensor LogDeterminantCore(Tensor x)
    {
        Tensor total = _links[0].LogDeterminantCore(x);
        Tensor value = x;
        for (int i = 1; i < _links.Length; i++)
        {
            value = _links[i - 1].ForwardCore(value);
            total += _links[i].LogDeterminantCore(value);
        }

        return total;
    }
}
