using System.Globalization;

namespace Uncertainty.ActiveLearning;

/// <summary>A learning curve over its repeats.</summary>
/// <param name="Common">At the numbers of labels that all repeats have: mean, and band.</param>
/// <param name="Tail">At those beyond them, which only some repeats have: their mean.</param>
internal sealed record CurvePoints(
    IReadOnlyList<(int Labels, double Mean, double Low, double High)> Common, IReadOnlyList<(int Labels, double Mean)> Tail)
{
    /// <summary>Puts the repeats together.</summary>
    /// <exception cref="ArgumentException">There are no repeats, or one is not as it should be.</exception>
    public static CurvePoints Of(LearningCurve curve, LearningBand band, string name)
    {
        name = $"{name}, '{curve.Name}'";
        Guard.NotEmpty(curve.Repeats, name);
        foreach (IReadOnlyList<(int Labels, double Value)> repeat in curve.Repeats)
        {
            Check(repeat, name);
        }

        (int Labels, double[] Values)[] all =
        [
            .. curve.Repeats.SelectMany(repeat => repeat).GroupBy(point => point.Labels, point => point.Value)
                .OrderBy(group => group.Key).Select(group => (group.Key, group.ToArray())),
        ];
        (int Labels, double[] Values)[] common = [.. all.Where(point => point.Values.Length == curve.Repeats.Count)];
        if (common.Length == 0)
        {
            throw new ArgumentException("must have repeats that share at least one number of labels; they share none.", name);
        }

        return new CurvePoints(
            [.. common.Select(point => Point(point.Labels, point.Values, band))],
            [.. all.Where(point => point.Labels > common[^1].Labels).Select(point => (point.Labels, point.Values.Average()))]);
    }

    private static (int Labels, double Mean, double Low, double High) Point(int labels, double[] values, LearningBand band)
    {
        double mean = values.Average();
        if (band == LearningBand.Range)
        {
            return (labels, mean, values.Min(), values.Max());
        }

        double deviation = values.Length < 2 ? 0 : Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
        return (labels, mean, mean - deviation, mean + deviation);
    }

    private static void Check(IReadOnlyList<(int Labels, double Value)> repeat, string name)
    {
        Guard.NotEmpty(repeat, name);
        int before = -1;
        foreach ((int labels, double value) in repeat)
        {
            if (labels <= before)
            {
                throw new ArgumentException(
                    before < 0 ? $"must have labels of at least 0; got {labels}." : $"must have labels that rise; after {before} came {labels}.", name);
            }

            if (!double.IsFinite(value))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"must have finite values; that at {labels} labels is {value}."), name);
            }

            before = labels;
        }
    }
}
