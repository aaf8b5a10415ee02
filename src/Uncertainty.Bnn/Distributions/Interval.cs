using System.Globalization;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn.Distributions;

/// <summary>The numbers between two ends, either of which may be infinite. The member says whether the ends belong to it.</summary>
/// <param name="Lower">Lower end.</param>
/// <param name="Upper">Upper end.</param>
public readonly record struct Interval(double Lower, double Upper)
{
    /// <summary>All numbers.</summary>
    public static Interval Real { get; } = new(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>The numbers greater than 0.</summary>
    public static Interval Positive { get; } = new(0, double.PositiveInfinity);

    /// <summary>From 0 to 1.</summary>
    public static Interval Unit { get; } = new(0, 1);

    /// <summary>The interval in words, as "(0, ∞)".</summary>
    public override string ToString() => $"({Text(Lower)}, {Text(Upper)})";

    internal bool Covers(Interval other) => Lower <= other.Lower && other.Upper <= Upper;

    /// <summary>A point strictly inside.</summary>
    internal double Inner => (double.IsFinite(Lower), double.IsFinite(Upper)) switch
    {
        (true, true) => Lower + ((Upper - Lower) / 2),
        (true, false) => Lower + 1,
        (false, true) => Upper - 1,
        _ => 0,
    };

    /// <summary>Which values are strictly inside.</summary>
    internal Tensor Contains(Tensor value) => value.gt(Lower).logical_and(value.lt(Upper));

    private static string Text(double value) => value switch
    {
        double.PositiveInfinity => "∞",
        double.NegativeInfinity => "−∞",
        _ => value.ToString("G6", CultureInfo.InvariantCulture),
    };
}
