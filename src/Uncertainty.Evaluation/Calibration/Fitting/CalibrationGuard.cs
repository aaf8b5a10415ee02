using System.Runtime.CompilerServices;

namespace Uncertainty.Evaluation;

/// <summary>Checks of what calibrators are fitted on.</summary>
internal static class CalibrationGuard
{
    /// <summary>[N, C] finite values with [N] labels; gives N.</summary>
    public static int Labelled(
        ReadOnlySpan<double> values, int classes, ReadOnlySpan<long> labels, [CallerArgumentExpression(nameof(values))] string name = "")
    {
        int inputs = SpanGuard.Rows(values, classes, name);
        SpanGuard.Finite(values, name);
        SpanGuard.Length(labels.Length, inputs, $"one for each row of {name}", nameof(labels));
        SpanGuard.Labels(labels, classes);
        return inputs;
    }

    /// <summary>Values whose differences, the largest of which this is, are numbers.</summary>
    public static void Near(double spread, string name)
    {
        if (!double.IsFinite(spread))
        {
            throw new ArgumentException("must not lie so far apart that their difference is beyond all numbers.", name);
        }
    }

    /// <summary>Each class at least once.</summary>
    public static void AllClasses(ReadOnlySpan<long> labels, int classes)
    {
        bool[] found = new bool[classes];
        foreach (long label in labels)
        {
            found[label] = true;
        }

        int missing = Array.IndexOf(found, false);
        if (missing >= 0)
        {
            throw new ArgumentException($"must hold each of the {classes} classes; class {missing} does not occur.", nameof(labels));
        }
    }
}
