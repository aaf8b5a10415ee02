using System.Runtime.CompilerServices;

namespace Uncertainty.Evaluation;

/// <summary>Ranges of axes around values.</summary>
internal static class FigureRange
{
    /// <summary>The least and the greatest value; where all are equal, half a unit of their size to each side, so that an axis has a length.</summary>
    /// <exception cref="ArgumentException">There is no value, or one is not finite.</exception>
    public static (double Low, double High) Of(IEnumerable<double> values, [CallerArgumentExpression(nameof(values))] string name = "")
    {
        (double low, double high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach ((int index, double value) in values.Index())
        {
            if (!double.IsFinite(value))
            {
                throw SpanGuard.Element("finite", value, index, name);
            }

            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        }

        if (low > high)
        {
            throw new ArgumentException("must hold at least one value; got none.", name);
        }

        return low < high ? (low, high) : Widened(low);
    }

    /// <summary>The range with a share of its length more at each end.</summary>
    public static (double Low, double High) Padded((double Low, double High) range, double share = 0.03)
    {
        double room = share * (range.High - range.Low);
        return (range.Low - room, range.High + room);
    }

    private static (double Low, double High) Widened(double value)
    {
        double half = value == 0 ? 0.5 : Math.Abs(value) / 2;
        return (value - half, value + half);
    }
}
