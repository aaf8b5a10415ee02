using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>How many inputs go through at a time. What one of them takes is measured once for inputs of a shape.</summary>
internal sealed class ChunkLength
{
    private readonly Dictionary<string, long> _bytesByShape = [];

    /// <summary>The number of inputs of a chunk; at least 1.</summary>
    /// <param name="inputs">[N, …] all inputs.</param>
    /// <param name="options">The bounds.</param>
    /// <param name="measure">From one input [1, …], a copy, to the bytes that it takes on its way.</param>
    public long Rows(Tensor inputs, SamplingOptions options, Func<Tensor, long> measure)
    {
        long count = inputs.shape[0];
        long most = Math.Min(options.BatchSize, count);
        if (most == 1)
        {
            return 1;
        }

        string shape = $"{inputs.dtype} {string.Join(' ', inputs.shape.Skip(1))}";
        if (!_bytesByShape.TryGetValue(shape, out long bytes))
        {
            using DisposeScope scope = torch.NewDisposeScope();
            bytes = measure(inputs.narrow(0, 0, 1).clone());
            _bytesByShape.Add(shape, bytes);
        }

        // Chunks of like length: a short last one would cost nearly as many calls as a long one.
        most = Math.Clamp(options.MemoryLimit / bytes, 1, most);
        long chunks = (count + most - 1) / most;
        return (count + chunks - 1) / chunks;
    }
}
