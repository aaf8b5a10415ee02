using TorchSharp;
using Uncertainty.Bnn;
using static TorchSharp.torch;

namespace Uncertainty.Testing;

/// <summary>
/// A posterior whose draws are given, [S, N, C, …], and handed over in chunks of inputs; the caller keeps them. Each call hands over
/// the same tensor with other values in it, where it fits: who keeps it instead of a copy is found out.
/// </summary>
public sealed class ChunkedPosterior(Tensor draws, long chunk) : IPosteriorPredictive
{
    public int Draws => (int)draws.shape[0];

    public void Visit(Tensor inputs, DrawVisitor visit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(visit);
        long count = draws.shape[1];
        for (long first = 0; first < count; first += chunk)
        {
            long length = Math.Min(chunk, count - first);
            using Tensor outputs = empty([length, .. draws.shape.AsSpan(2)], dtype: draws.dtype);
            for (int draw = 0; draw < Draws; draw++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                using (DisposeScope scope = NewDisposeScope())
                {
                    outputs.copy_(draws[draw].narrow(0, first, length));
                }

                visit(draw, first, outputs);
            }
        }
    }
}
