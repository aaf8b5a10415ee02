using TorchSharp;
using static TorchSharp.torch;

namespace TwoMoons;

/// <summary>Two half circles that reach into each other, with normal noise, around the origin: class 0 the upper one, class 1 the lower one.</summary>
internal sealed class Moons : IDisposable
{
    /// <summary>Standard deviation of the noise: where the moons come close, some points lie on the other's side.</summary>
    public const double Noise = 0.2;

    /// <summary>From the origin to the edges of the plane that is looked at; the moons end before 2.</summary>
    public const double Reach = 5;

    private const int BatchSize = 50;

    /// <summary>Draws so many points, half of each class, from torch's generator.</summary>
    public Moons(int count)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor angles = rand(count) * Math.PI;
        Tensor lower = arange(count, dtype: ScalarType.Float32).remainder(2);
        Tensor sign = 1 - (2 * lower);
        Tensor x = (sign * angles.cos()) + lower - 0.5;
        Tensor y = (sign * angles.sin()) + (lower * 0.5) - 0.25;
        Inputs = (stack([x, y], 1) + (randn(count, 2) * Noise)).DetachFromDisposeScope();
        Labels = lower.to_type(ScalarType.Int64).DetachFromDisposeScope();
    }

    /// <summary>[N, 2] points.</summary>
    public Tensor Inputs { get; }

    /// <summary>[N] classes, 0 or 1.</summary>
    public Tensor Labels { get; }

    public int Count => (int)Inputs.shape[0];

    /// <summary>Batches in an epoch.</summary>
    public int Batches => Count / BatchSize;

    /// <summary>[N, 2] points in the four corners of the plane, which no training point comes near.</summary>
    public static Tensor Corners(int count)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor signs = (2 * randint(0, 2, [count, 2], dtype: ScalarType.Float32)) - 1;
        return (signs * (Reach - rand(count, 2))).MoveToOuterDisposeScope();
    }

    /// <summary>One epoch in a new order each time it is enumerated, all batches of one size.</summary>
    public IEnumerable<(Tensor Inputs, Tensor Labels)> Epoch()
    {
        using Tensor order = randperm(Count);
        for (int batch = 0; batch < Batches; batch++)
        {
            using Tensor rows = order.narrow(0, batch * BatchSize, BatchSize);
            using Tensor inputs = Inputs.index_select(0, rows);
            using Tensor labels = Labels.index_select(0, rows);
            yield return (inputs, labels);
        }
    }

    public void Dispose()
    {
        Inputs.Dispose();
        Labels.Dispose();
    }
}
