namespace Uncertainty.ActiveLearning;

/// <summary>What S draws say of one input, or of one position of its map: S rows of W numbers.</summary>
/// <param name="values">[S, W] numbers.</param>
/// <param name="draws">Number of draws S.</param>
/// <param name="room">[W] where a mean can be put.</param>
internal readonly ref struct DrawTable(ReadOnlySpan<double> values, int draws, Span<double> room)
{
    private readonly ReadOnlySpan<double> _values = values;
    private readonly Span<double> _room = room;

    /// <summary>Number of draws S.</summary>
    public int Draws => draws;

    /// <summary>Numbers in a row, W.</summary>
    public int Width => _room.Length;

    /// <summary>What draw s says.</summary>
    public ReadOnlySpan<double> this[int draw] => _values.Slice(draw * Width, Width);

    /// <summary>[W] the mean over the draws. The next call has the same place.</summary>
    public ReadOnlySpan<double> Mean()
    {
        for (int column = 0; column < Width; column++)
        {
            _room[column] = Mean(column);
        }

        return _room;
    }

    /// <summary>The mean over the draws of a column.</summary>
    public double Mean(int column)
    {
        double sum = 0;
        double least = double.PositiveInfinity;
        double most = double.NegativeInfinity;
        for (int at = column; at < _values.Length; at += Width)
        {
            double value = _values[at];
            sum += value;
            least = Math.Min(least, value);
            most = Math.Max(most, value);
        }

        // Rounding can push the mean beyond all values. Kept between them, it is what the draws say where they agree.
        return Math.Clamp(sum / draws, least, most);
    }

    /// <summary>The variance of a column over the draws, around its mean; divided by S.</summary>
    public double Variance(int column, double mean)
    {
        double sum = 0;
        for (int at = column; at < _values.Length; at += Width)
        {
            double distance = _values[at] - mean;
            sum += distance * distance;
        }

        return sum / draws;
    }
}
