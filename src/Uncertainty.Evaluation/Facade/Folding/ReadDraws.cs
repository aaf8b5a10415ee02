using TorchSharp;
using Uncertainty.Bnn;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>The draws of a posterior, each read before it is handed on: the network runs once, whatever is folded from what it gives.</summary>
/// <param name="posterior">Draws raw outputs.</param>
/// <param name="columns">Number of raw outputs K that are read.</param>
/// <param name="read">Reads the raw outputs of one draw, of at least single precision, and hands on what they stand for.</param>
internal sealed class ReadDraws(IPosteriorPredictive posterior, int columns, ReadDraws.Reader read) : IPosteriorPredictive
{
    public delegate void Reader(int draw, long first, Tensor raw, DrawVisitor visit);

    public int Draws => posterior.Draws;

    public void Visit(Tensor inputs, DrawVisitor visit, CancellationToken cancellationToken = default) => posterior.Visit(
        inputs,
        (draw, first, outputs) =>
        {
            Check(outputs);
            using DisposeScope scope = torch.NewDisposeScope();
            using IDisposable noGradient = torch.no_grad();
            read(draw, first, HalfPrecision.Widen(outputs), visit);
        },
        cancellationToken);

    private void Check(Tensor outputs)
    {
        if (outputs.ndim >= 2 && outputs.shape[1] != columns)
        {
            throw new InvalidOperationException(
                $"The network must give [N, C, …] outputs with C = {columns}; got C = {outputs.shape[1]}.");
        }
    }
}
