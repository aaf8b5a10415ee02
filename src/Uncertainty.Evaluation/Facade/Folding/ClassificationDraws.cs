using Uncertainty.Bnn;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>Draws of a classifier, folded as they come.</summary>
/// <param name="posterior">Draws raw outputs.</param>
/// <param name="output">How they are read.</param>
internal sealed class ClassificationDraws(IPosteriorPredictive posterior, ClassificationOutput output)
{
    /// <summary>Whether all that one network says of the noise is the entropy of its probabilities.</summary>
    public bool IsPlain => output is SoftmaxOutput or ProbabilityOutput;

    /// <summary>All measures; with what a head says, if there is one.</summary>
    public ClassificationUncertainty Fold(Tensor inputs, Tensor? learned, CancellationToken cancellationToken)
    {
        using MeanFold aleatoric = new(posterior.Draws, Guard.MinimumRank(inputs, 1, "[N, …]").shape[0]);
        using PredictiveMoments moments = Moments(inputs, aleatoric, cancellationToken);
        return ClassificationUncertainty.FromMoments(moments, aleatoric.Complete("aleatoric entropies"), learned);
    }

    /// <summary>Moments of the class probabilities.</summary>
    public PredictiveMoments Moments(Tensor inputs, CancellationToken cancellationToken) => Moments(inputs, null, cancellationToken);

    /// <summary>The class probabilities of every draw.</summary>
    public PredictiveSamples Samples(Tensor inputs, CancellationToken cancellationToken)
    {
        using PredictiveSamples read = new ReadDraws(posterior, output.Columns, Read).Sample(inputs, cancellationToken);
        Guard.FiniteOutputs(read.Values);
        return output is SoftmaxOutput ? read.Softmax() : Checked();

        void Read(int draw, long first, Tensor raw, DrawVisitor visit)
        {
            if (IsPlain)
            {
                visit(draw, first, raw);
                return;
            }

            using ClassificationReading reading = output.Read(raw);
            visit(draw, first, reading.Probabilities);
        }

        PredictiveSamples Checked()
        {
            Guard.Distribution(read.Values, 2, nameof(posterior));
            return new PredictiveSamples(read.Values);
        }
    }

    /// <summary>The same with the graph of the passes.</summary>
    public PredictiveSamples SamplesWithGraph(Tensor inputs, CancellationToken cancellationToken) =>
        ReadDraws.WithGraph(posterior, inputs, output.Columns, Read, cancellationToken);

    private Tensor Read(Tensor raw)
    {
        using ClassificationReading reading = output.Read(raw);
        return reading.Probabilities.alias();
    }

    private PredictiveMoments Moments(Tensor inputs, MeanFold? aleatoric, CancellationToken cancellationToken)
    {
        ReadDraws draws = new(posterior, output.Columns, Read);

        // Moments of a softmax or of given probabilities come with their entropies: nothing is computed twice.
        return output is SoftmaxOutput ? draws.SoftmaxMoments(inputs, cancellationToken) : draws.ProbabilityMoments(inputs, cancellationToken);

        void Read(int draw, long first, Tensor raw, DrawVisitor visit)
        {
            if (IsPlain)
            {
                visit(draw, first, raw);
                return;
            }

            using ClassificationReading reading = output.Read(raw);
            visit(draw, first, reading.Probabilities);
            aleatoric?.Add(draw, first, reading.Aleatoric);
        }
    }
}
