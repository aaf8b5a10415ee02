using static TorchSharp.torch;

namespace Uncertainty.Ood.Tests.Benchmarking;

/// <summary>Numbers as streams of [B, 1] batches, made anew each time they are gone through.</summary>
internal static class Batches
{
    public static IEnumerable<Tensor> Of(params double[] values) => Of(values, Math.Max(1, values.Length));

    public static IEnumerable<Tensor> Of(double[] values, int size)
    {
        foreach (double[] part in values.Chunk(size))
        {
            using Tensor batch = Column(part);
            yield return batch;
        }
    }

    /// <summary>The same, which can be gone through only once: after that it is empty.</summary>
    public static IEnumerable<Tensor> Once(params double[] values)
    {
        Queue<double> left = new(values);
        return Read();

        IEnumerable<Tensor> Read()
        {
            while (left.TryDequeue(out double value))
            {
                using Tensor batch = Column([value]);
                yield return batch;
            }
        }
    }

    /// <summary>Older versions of TorchSharp leave a tensor of their own behind, which the scope takes.</summary>
    private static Tensor Column(double[] values)
    {
        using TorchSharp.DisposeScope scope = NewDisposeScope();
        return tensor(values, [values.Length, 1]).MoveToOuterDisposeScope();
    }
}
