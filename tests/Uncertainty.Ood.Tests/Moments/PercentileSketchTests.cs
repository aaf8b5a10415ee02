using TorchSharp;
using Uncertainty.Testing;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood.Tests;

[TestFixture]
internal sealed class PercentileSketchTests
{
    [Test]
    public void Percentile_WithinCapacity_IsExact([Values(1, 12.5, 50, 90, 99)] double percentile, [Values(1, 2, 5, 40)] int count)
    {
        using Tensor numbers = Networks.Inputs(3, count).to_type(torch.ScalarType.Float64);
        using PercentileSketch sketch = new(64);
        sketch.Add(numbers);
        double[] sorted = [.. Values.Of(numbers).Order()];
        double rank = percentile / 100 * (count - 1);
        int below = (int)rank;
        double expected = below + 1 < count ? sorted[below] + ((rank - below) * (sorted[below + 1] - sorted[below])) : sorted[below];
        Assert.That(sketch.Percentile(percentile), Is.EqualTo(expected).Within(1e-14));
        Assert.That(sketch.RankError, Is.Zero);
    }

    [Test]
    public void Percentile_BelowTwiceTheCapacity_IsStillExact([Values(13, 15)] int count)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using PercentileSketch sketch = new(8);
        sketch.Add(torch.arange(0, count).to_type(torch.ScalarType.Float64).flip(0));
        Assert.That(sketch.RankError, Is.Zero);
        Assert.That(sketch.Percentile(75), Is.EqualTo(0.75 * (count - 1)));
        sketch.Add(torch.zeros(16 - count, dtype: torch.ScalarType.Float64));
        Assert.That(sketch.RankError, Is.EqualTo(1.0 / 16));
    }

    /// <summary>Half of the numbers are equal, as after ReLU.</summary>
    [Test]
    public void Percentile_BeyondCapacity_HasARankWithinTheStatedError([Values(10, 60, 90, 99)] double percentile, [Values(900, 12345)] int count)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using PercentileSketch sketch = new(64);
        Tensor numbers = Networks.Inputs(4, count).to_type(torch.ScalarType.Float64).relu();
        for (int first = 0; first < count; first += 77)
        {
            sketch.Add(numbers.narrow(0, first, Math.Min(77, count - first)));
        }

        double found = sketch.Percentile(percentile);
        double[] all = Values.Of(numbers);
        double below = all.Count(number => number < found) / (double)count;
        double upTo = all.Count(number => number <= found) / (double)count;
        double slack = sketch.RankError + (1.0 / count);
        Assert.That(sketch.Count, Is.EqualTo(count));
        Assert.That(sketch.RankError, Is.GreaterThan(0).And.LessThan(0.1));
        Assert.That(below - slack, Is.LessThanOrEqualTo(percentile / 100));
        Assert.That(upTo + slack, Is.GreaterThanOrEqualTo(percentile / 100));
    }

    [Test]
    public void Add_LongStream_KeepsAsManyTensorsAsLevels()
    {
        using PercentileSketch sketch = new(16);
        using Tensor batch = torch.ones(16, dtype: torch.ScalarType.Float64);
        long before = Leaks.CountAlive();
        for (int i = 0; i < 1023; i++)
        {
            sketch.Add(batch);
        }

        // The buffer that is filled, and one on each of ten levels.
        Assert.That(Leaks.CountAlive() - before, Is.EqualTo(11));
    }
}
