namespace UciRegression.Data;

/// <summary>Rows of inputs with their targets, in the units of the data.</summary>
/// <param name="Inputs">[N][D] inputs.</param>
/// <param name="Targets">[N] targets.</param>
internal sealed record Examples(double[][] Inputs, double[] Targets)
{
    internal int Count => Targets.Length;

    internal int Features => Inputs[0].Length;

    internal Examples Pick(IEnumerable<int> rows)
    {
        int[] chosen = [.. rows];
        return new Examples(Array.ConvertAll(chosen, row => Inputs[row]), Array.ConvertAll(chosen, row => Targets[row]));
    }

    /// <summary>The rows <paramref name="start"/> … <paramref name="end"/> - 1.</summary>
    internal Examples Slice(int start, int end) => new(Inputs[start..end], Targets[start..end]);
}
