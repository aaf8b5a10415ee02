using System.Collections.Immutable;
using System.Globalization;

namespace Uncertainty.ActiveLearning;

/// <summary>The label of one input: a class, or the D values of a regression's targets. Equal where all values are.</summary>
public readonly struct Label : IEquatable<Label>
{
    private readonly ImmutableArray<double> _values;

    private Label(ImmutableArray<double> values)
    {
        _values = values;
    }

    /// <summary>The values: of a class its number alone.</summary>
    public ImmutableArray<double> Values => _values.IsDefault ? [] : _values;

    /// <summary>Number of the class.</summary>
    /// <exception cref="InvalidOperationException">The label is not one whole number.</exception>
    public long Class => Values is [double value] && value == Math.Floor(value) && Math.Abs(value) <= 1L << 53
        ? (long)value
        : throw new InvalidOperationException($"A class is one whole number; the label is {this}.");

    /// <summary>A class.</summary>
    /// <param name="number">Number of the class.</param>
    public static Label OfClass(long number) => new([number]);

    /// <summary>Values of a regression's targets.</summary>
    /// <param name="values">The values; at least one, all finite.</param>
    /// <exception cref="ArgumentException">There is none, or one is not finite.</exception>
    public static Label OfValues(params ReadOnlySpan<double> values)
    {
        if (values.IsEmpty)
        {
            throw new ArgumentException("must hold at least one value; got none.", nameof(values));
        }

        foreach (double value in values)
        {
            if (!double.IsFinite(value))
            {
                throw new ArgumentException($"must be finite; got {value.ToString(CultureInfo.InvariantCulture)}.", nameof(values));
            }
        }

        return new Label([.. values]);
    }

    /// <summary>A class, from its number.</summary>
    /// <param name="number">Number of the class.</param>
    public static implicit operator Label(long number) => OfClass(number);

    /// <summary>Whether two labels are equal.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(Label left, Label right) => left.Equals(right);

    /// <summary>Whether two labels differ.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(Label left, Label right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(Label other) => Values.AsSpan().SequenceEqual(other.Values.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Label other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (double value in Values)
        {
            hash.Add(value);
        }

        return hash.ToHashCode();
    }

    /// <summary>The values with all their digits, separated by semicolons.</summary>
    public override string ToString() => string.Join(';', Values.Select(value => value.ToString("R", CultureInfo.InvariantCulture)));
}
