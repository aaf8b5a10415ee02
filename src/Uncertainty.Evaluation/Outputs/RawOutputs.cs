using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>Checks of what a network gives, before it is read.</summary>
internal static class RawOutputs
{
    /// <summary>[N, K, …] finite numbers of a floating-point type, or an error.</summary>
    /// <param name="raw">Raw outputs of the network.</param>
    /// <param name="columns">Number of raw outputs K.</param>
    /// <param name="reader">The class that reads them.</param>
    /// <param name="of">What it reads them for, such as "3 classes".</param>
    public static Tensor Check(Tensor raw, int columns, string reader, string of)
    {
        Guard.MinimumRank(raw, 2, $"[N, {columns}, …]");
        Guard.FloatingPoint(raw);
        return raw.shape[1] == columns
            ? Guard.Finite(raw)
            : throw new ArgumentException(
                $"must be [N, {columns}, …], the outputs that {reader} reads for {of}; got [{string.Join(", ", raw.shape)}].", nameof(raw));
    }
}
