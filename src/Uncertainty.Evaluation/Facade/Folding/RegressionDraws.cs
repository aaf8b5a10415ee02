using TorchSharp;
using Uncertainty.Bnn;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>Draws of networks that give distributions of targets, folded as they come.</summary>
/// <param name="posterior">Draws raw outputs.</param>
/// <param name="output">How they are read.</param>
internal sealed class RegressionDraws(IPosteriorPredictive posterior, RegressionOutput output)
{
    /// <summary>All measures, by the law of total variance.</summary>
    /// <param name="inputs">[N, …] inputs.</param>
    /// <param name="admitted">Whether the networks give a variance of their own means.</param>
    /// <param name="cancellationToken">Looked at between forward passes.</param>
    public RegressionUncertainty Fold(Tensor inputs, out bool admitted, CancellationToken cancellationToken)
    {
        long count = Guard.MinimumRank(inputs, 1, "[N, …]").shape[0];
        using MeanFold aleatoric = new(posterior.Draws, count);
        using MeanFold within = new(posterior.Draws, count);
        ReadDraws draws = new(posterior, output.Columns, Read);
        using PredictiveMoments means = draws.Moments(inputs, cancellationToken);
        Tensor? epistemic = within.Complete("variances of its means");
        admitted = epistemic is not null;
        return RegressionUncertainty.FromMoments(means, aleatoric.Complete("noise variances")!, epistemic);

        void Read(int draw, long first, Tensor raw, DrawVisitor visit)
        {
            using RegressionReading reading = output.Read(raw);
            visit(draw, first, reading.Mean);
            aleatoric.Add(draw, first, reading.Aleatoric);
            if (reading.Epistemic is not null)
            {
                within.Add(draw, first, reading.Epistemic);
            }
        }
    }

    /// <summary>Mean and noise variance of every draw, [S, N, D, …, 2].</summary>
    public PredictiveSamples Samples(Tensor inputs, CancellationToken cancellationToken)
    {
        using PredictiveSamples read = new ReadDraws(posterior, output.Columns, Read).Sample(inputs, cancellationToken);
        return new PredictiveSamples(Guard.FiniteOutputs(read.Values));

        void Read(int draw, long first, Tensor raw, DrawVisitor visit) => visit(draw, first, Pair(raw));
    }

    /// <summary>The same with the graph of the passes.</summary>
    public PredictiveSamples SamplesWithGraph(Tensor inputs, CancellationToken cancellationToken) =>
        ReadDraws.WithGraph(posterior, inputs, output.Columns, Pair, cancellationToken);

    /// <summary>Mean and noise variance of one draw, [N, D, …, 2].</summary>
    private Tensor Pair(Tensor raw)
    {
        using RegressionReading reading = output.Read(raw);
        return torch.stack([reading.Mean, reading.Aleatoric], -1);
    }
}
