using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Uncertainty.Evaluation;

/// <summary>
/// Ticks of an axis that has decimal logarithms for coordinates; their labels are the values themselves. For figures of values over several
/// orders of magnitude, such as distances of outliers.
/// </summary>
public static class LogarithmicTicks
{
    /// <summary>So many powers of ten have room for a label on one axis.</summary>
    private const int MostDecades = 8;

    /// <summary>From here on only powers of ten have labels.</summary>
    private const double FewDecades = 2;

    /// <summary>
    /// Labels at powers of ten; on fewer than two decades at 1, 2 and 5 times them; on less than one decade at even steps. Small ticks at the whole
    /// multiples between powers of ten. From 10⁶ on and below 10⁻³ labels are such as 2e7.
    /// </summary>
    /// <param name="low">Decimal logarithm of the least value; finite.</param>
    /// <param name="high">Decimal logarithm of the greatest value; finite and greater than <paramref name="low"/>.</param>
    /// <returns>For <see cref="IAxis.TickGenerator"/>. The ticks stay as they are where the axis is moved later.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="low"/> or <paramref name="high"/> is not finite, or they are in the wrong order.
    /// </exception>
    public static ITickGenerator Between(double low, double high)
    {
        Guard.InRange(low, double.MinValue, double.MaxValue);
        if (!(double.IsFinite(high) && high > low))
        {
            throw new ArgumentOutOfRangeException(nameof(high), high, $"must be finite and greater than {nameof(low)}, which is {SpanGuard.Text(low)}.");
        }

        return high - low < 1 ? Even(low, high) : Decades(low, high);
    }

    /// <summary>In steps of 1, 2 or 5 times a power of ten; computed without the power of ten of the values, which may be beyond the numbers.</summary>
    private static NumericManual Even(double low, double high)
    {
        int exponent = (int)Math.Floor(low);
        (double from, double to) = (Math.Pow(10, low - exponent), Math.Pow(10, high - exponent));
        double rough = (to - from) / 6;
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step = power * (rough <= power ? 1 : rough <= 2 * power ? 2 : rough <= 5 * power ? 5 : 10);
        NumericManual ticks = new();
        for (double number = Math.Ceiling(from / step); number * step <= to; number++)
        {
            ticks.AddMajor(exponent + Math.Log10(number * step), Text(number * step, exponent));
        }

        return ticks;
    }

    private static NumericManual Decades(double low, double high)
    {
        int every = Math.Max(1, (int)Math.Ceiling((high - low) / MostDecades));
        bool few = high - low < FewDecades;
        NumericManual ticks = new();
        for (int exponent = (int)Math.Floor(low); exponent <= high; exponent++)
        {
            for (int multiple = 1; multiple < 10; multiple++)
            {
                double position = exponent + Math.Log10(multiple);
                if (multiple == 1 ? exponent % every == 0 : few && multiple is 2 or 5)
                {
                    ticks.AddMajor(position, Text(multiple, exponent));
                }
                else if (every == 1)
                {
                    ticks.AddMinor(position);
                }
            }
        }

        return ticks;
    }

    /// <summary>The number mantissa · 10^exponent.</summary>
    private static string Text(double mantissa, int exponent)
    {
        if (mantissa >= 10)
        {
            (mantissa, exponent) = (mantissa / 10, exponent + 1);
        }

        return exponent is >= -3 and < 6
            ? (mantissa * Math.Pow(10, exponent)).ToString("#,0.########", CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{mantissa:0.######}e{exponent}");
    }
}
