using TorchSharp;
using Uncertainty.Bnn;
using static TorchSharp.torch;

namespace Uncertainty.Testing;

/// <summary>A posterior whose draws are given: [S, N, C], for inputs of N rows, whatever they are.</summary>
public sealed class FixedPosterior(double[] values, params long[] shape) : IPosteriorPredictive
{
    public int Draws => (int)shape[0];

    public void Visit(Tensor inputs, DrawVisitor visit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(visit);
        using DisposeScope scope = NewDisposeScope();
        Tensor draws = tensor(values, shape);
        for (int draw = 0; draw < Draws; draw++)
        {
            visit(draw, 0, draws[draw]);
        }
    }
}
