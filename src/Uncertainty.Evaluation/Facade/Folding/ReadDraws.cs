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
            Check(outputs, columns);
            using DisposeScope scope = torch.NewDisposeScope();
            using IDisposable noGradient = torch.no_grad();
            read(draw, first, HalfPrecision.Widen(outputs), visit);
        },
        cancellationToken);

    /// <summary>The draws of a posterior with the graph of their passes, each read by itself.</summary>
    /// <param name="posterior">Draws raw outputs.</param>
    /// <param name="inputs">[N, …] inputs.</param>
    /// <param name="columns">Number of raw outputs K that are read; null where they are not told.</param>
    /// <param name="read">Gives what the raw outputs [N, K, …] of one draw stand for, with their graph; what it makes belongs to the current scope.</param>
    /// <param name="cancellationToken">Looked at between forward passes.</param>
    public static PredictiveSamples WithGraph(
        IPosteriorPredictive posterior, Tensor inputs, int? columns, Func<Tensor, Tensor> read, CancellationToken cancellationToken)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable gradient = torch.enable_grad();
        using PredictiveSamples raw = posterior.SampleWithGraph(inputs, cancellationToken);
        Guard.FiniteOutputs(raw.Values);
        Tensor[] draws = raw.Values.unbind(0);
        Check(draws[0], columns ?? raw.Outputs);
        Tensor values = torch.stack([.. draws.Select(read)], 0);
        return !inputs.requires_grad || values.requires_grad
            ? PredictiveSamples.WithGraph(values)
            : throw new InvalidOperationException(
                "No gradient goes from the draws to the inputs: the posterior must be one that WithGradients() gives, and its network must not cut gradients off.");
    }

    private static void Check(Tensor outputs, long columns)
    {
        if (outputs.ndim >= 2 && outputs.shape[1] != columns)
        {
            throw new InvalidOperationException(
                $"The network must give [N, C, …] outputs with C = {columns}; got C = {outputs.shape[1]}.");
        }
    }
}
