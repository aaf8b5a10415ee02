using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood.Tests;

/// <summary>Plain autoencoders [N, 4] → [N, 2] → [N, 4] that keep the first two numbers, and inputs with little in the others.</summary>
internal static class LinearAutoencoders
{
    /// <summary>Codes are the first two numbers, doubled; the others are lost.</summary>
    public static AutoencoderReader Reader { get; } = AutoencoderReader.From(Encode, Decode);

    public static Tensor Encode(Tensor inputs)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return (inputs.narrow(1, 0, 2) * 2).MoveToOuterDisposeScope();
    }

    public static Tensor Decode(Tensor codes)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return torch.cat([codes / 2, torch.zeros_like(codes)], 1).MoveToOuterDisposeScope();
    }

    /// <summary>[N, 4] in double precision, correlated, not centred.</summary>
    public static double[][] Rows(int seed, int count) => [.. Enumerable.Range(0, count).Select(row =>
    {
        Random random = new((seed * 1000) + row);
        double first = random.NextDouble();
        double second = random.NextDouble();
        return new[] { 3 + (2 * first), (0.5 * second) - first, 0.1 * random.NextDouble(), 0.2 * random.NextDouble() };
    })];

    public static Tensor Batch(double[][] rows) => torch.tensor(rows.SelectMany(row => row).ToArray(), [rows.Length, rows[0].Length]);
}
