using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>The columns of numbers that figures of regressions are drawn from, checked.</summary>
internal static class FigureColumns
{
    public static void Finite(ReadOnlySpan<double> values, int inputs, string name)
    {
        SpanGuard.Length(values.Length, inputs, "one for each input", name);
        SpanGuard.Finite(values, name);
    }

    public static void AtLeastZero(ReadOnlySpan<double> values, int inputs, string name)
    {
        Finite(values, inputs, name);
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] < 0)
            {
                throw SpanGuard.Element("at least 0", values[i], i, name);
            }
        }
    }

    /// <summary>The number of outputs D, of which the chosen one is one.</summary>
    public static int Outputs(RegressionUncertainty result, int output)
    {
        Guard.NotNull(result);
        if (result.IsMap)
        {
            throw new ArgumentException($"must be [N, D]; got maps, [{string.Join(", ", result.Prediction.shape)}].", nameof(result));
        }

        int outputs = (int)result.Prediction.shape[1];
        return output >= 0 && output < outputs
            ? outputs
            : throw new ArgumentOutOfRangeException(nameof(output), output, $"must be in range [0, {outputs - 1}].");
    }

    /// <summary>A column of [N, D].</summary>
    public static double[] Of(Tensor values, int output)
    {
        using Tensor column = values.select(1, output);
        return PlainNumbers.Of(column);
    }

    /// <summary>A column of [N, width], or all of [N] where the width is 1.</summary>
    public static double[] Read(Tensor values, int column, int width, string name)
    {
        Guard.MinimumRank(values, 1, width == 1 ? "[N] or [N, 1]" : $"[N, {width}]", name);
        if (!(values.ndim == 2 && values.shape[1] == width) && !(values.ndim == 1 && width == 1))
        {
            throw new ArgumentException(
                $"must be {(width == 1 ? "[N] or [N, 1]" : $"[N, {width}]")}; got [{string.Join(", ", values.shape)}].", name);
        }

        Guard.Finite(values, name);
        return values.ndim == 1 ? PlainNumbers.Of(values) : Of(values, column);
    }
}
