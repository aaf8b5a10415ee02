using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Evaluation;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <summary>What models say of inputs of a pool, a batch at a time.</summary>
internal sealed class PoolReading(IPool pool, int batch)
{
    public IEnumerable<PredictiveSamples> Draws(
        IReadOnlyList<int> indices, UncertaintyEvaluation evaluation, CancellationToken cancellationToken)
    {
        foreach (int[] numbers in indices.Chunk(batch))
        {
            PredictiveSamples draws;
            using (Tensor inputs = Inputs(numbers))
            {
                draws = evaluation.EvaluateDraws(inputs, cancellationToken);
            }

            yield return draws;
        }
    }

    public CandidateFeatures Features(
        IReadOnlyList<int> indices, IReadOnlyList<int> labelled, FeatureReader reader, CancellationToken cancellationToken)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        (Tensor values, Tensor? logits) = Read(indices, reader, cancellationToken);
        Tensor? known = labelled.Count == 0 ? null : Read(labelled, reader, cancellationToken).Features;
        return new CandidateFeatures(values, logits, known);
    }

    private (Tensor Features, Tensor? Logits) Read(IReadOnlyList<int> indices, FeatureReader reader, CancellationToken cancellationToken)
    {
        List<Tensor> features = [];
        List<Tensor> logits = [];
        foreach (int[] numbers in indices.Chunk(batch))
        {
            cancellationToken.ThrowIfCancellationRequested();
            using Tensor inputs = Inputs(numbers);
            using FeatureReading reading = reader.Read(inputs);
            features.Add(reading.Features.alias());
            if (reading.Logits is { ndim: 2 } outputs)
            {
                logits.Add(outputs.alias());
            }
        }

        return (torch.cat(features, 0), logits.Count == 0 ? null : torch.cat(logits, 0));
    }

    private Tensor Inputs(int[] numbers)
    {
        Tensor inputs = pool.Inputs(numbers);
        if (inputs.ndim >= 1 && inputs.shape[0] == numbers.Length)
        {
            return inputs;
        }

        string got = string.Join(", ", inputs.shape);
        inputs.Dispose();
        throw new InvalidOperationException($"The pool must give [{numbers.Length}, …] inputs, as many as asked for; got [{got}].");
    }
}
