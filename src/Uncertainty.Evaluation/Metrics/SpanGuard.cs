using System.Globalization;
using System.Runtime.CompilerServices;

namespace Uncertainty.Evaluation;

/// <summary>Checks of the metrics' arguments: every failure names the parameter, what was expected and what came.</summary>
internal static class SpanGuard
{
    /// <summary>What a row of probabilities may be off 1, for each of its classes: what single precision leaves.</summary>
    private const double RowTolerance = 1e-6;

    public static void NotEmpty<T>(ReadOnlySpan<T> values, [CallerArgumentExpression(nameof(values))] string name = "")
    {
        if (values.IsEmpty)
        {
            throw new ArgumentException("must hold at least one value; got none.", name);
        }
    }

    public static void Length(int got, int expected, string what, string name)
    {
        if (got != expected)
        {
            throw new ArgumentException($"must hold {expected} values, {what}; got {got}.", name);
        }
    }

    public static void Finite(ReadOnlySpan<double> values, [CallerArgumentExpression(nameof(values))] string name = "")
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                throw Element("finite", values[i], i, name);
            }
        }
    }

    public static void Positive(ReadOnlySpan<double> values, [CallerArgumentExpression(nameof(values))] string name = "")
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!(values[i] > 0 && double.IsFinite(values[i])))
            {
                throw Element("finite and greater than 0", values[i], i, name);
            }
        }
    }

    public static void Unit(ReadOnlySpan<double> values, [CallerArgumentExpression(nameof(values))] string name = "")
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!(values[i] >= 0 && values[i] <= 1))
            {
                throw Element("in range [0, 1]", values[i], i, name);
            }
        }
    }

    /// <summary>Greater than 0 and at most 1; not-a-number counts as out of range.</summary>
    public static void Share(double value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (!(value > 0 && value <= 1))
        {
            throw new ArgumentOutOfRangeException(name, value, "must be greater than 0 and at most 1.");
        }
    }

    /// <summary>Row-major [N, C] probabilities with [N] labels; gives N.</summary>
    public static int Classification(ReadOnlySpan<double> probabilities, int classes, ReadOnlySpan<long> labels)
    {
        int inputs = Rows(probabilities, classes);
        Length(labels.Length, inputs, "one for each row of probabilities", nameof(labels));
        Probabilities(probabilities, classes);
        Labels(labels, classes);
        return inputs;
    }

    /// <summary>Row-major [N, C] probabilities; gives N.</summary>
    public static int Probabilities(
        ReadOnlySpan<double> probabilities, int classes, [CallerArgumentExpression(nameof(probabilities))] string name = "")
    {
        int inputs = Rows(probabilities, classes, name);
        for (int i = 0; i < inputs; i++)
        {
            Row(probabilities.Slice(i * classes, classes), i, name);
        }

        return inputs;
    }

    /// <summary>Row-major [N, C] values, at least one row of them; gives N.</summary>
    public static int Rows(ReadOnlySpan<double> values, int classes, [CallerArgumentExpression(nameof(values))] string name = "")
    {
        Guard.AtLeast(classes, 2);
        NotEmpty(values, name);
        return values.Length % classes == 0
            ? values.Length / classes
            : throw new ArgumentException(
                $"must be [N, C] with C = {classes}; {values.Length} values are no whole number of rows.", name);
    }

    /// <summary>Classes in [0, C).</summary>
    public static void Labels(ReadOnlySpan<long> labels, int classes)
    {
        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] < 0 || labels[i] >= classes)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(labels), labels[i], $"must be in range [0, {classes - 1}]; the one at {i} is not.");
            }
        }
    }

    private static void Row(ReadOnlySpan<double> probabilities, int row, string name)
    {
        double sum = 0;
        foreach (double probability in probabilities)
        {
            if (!(probability >= 0))
            {
                throw new ArgumentException(
                    $"must hold probabilities, each at least 0; row {row} holds {Text(probability)}.", name);
            }

            sum += probability;
        }

        if (!(Math.Abs(sum - 1) <= RowTolerance * probabilities.Length))
        {
            throw new ArgumentException(
                $"must hold probabilities, each row with sum 1; row {row} has sum {Text(sum)}.", name);
        }
    }

    public static ArgumentException Element(string expected, double value, int index, string name) =>
        new($"must be {expected}; the value at {index} is {Text(value)}.", name);

    public static string Text(double value) => value.ToString("G9", CultureInfo.InvariantCulture);
}
