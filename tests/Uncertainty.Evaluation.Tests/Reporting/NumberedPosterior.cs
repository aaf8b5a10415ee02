using TorchSharp;
using Uncertainty.Bnn;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Reporting;

/// <summary>A posterior whose draws [S, N, C, …] are given, read by inputs [n, 1] that are numbers of inputs: batches can be cut at will.</summary>
internal sealed class NumberedPosterior(Tensor draws) : IPosteriorPredictive
{
    public int Draws => (int)draws.shape[0];

    public void Visit(Tensor inputs, DrawVisitor visit, CancellationToken cancellationToken = default)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor numbers = inputs.reshape(-1).to_type(ScalarType.Int64);
        for (int draw = 0; draw < Draws; draw++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            visit(draw, 0, draws[draw].index_select(0, numbers));
        }
    }
}
