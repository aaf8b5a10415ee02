using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Evaluation;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <summary>What <see cref="UncertaintyEvaluation.EvaluateDraws"/> gives, with the graph of the passes.</summary>
internal static class GraphedDraws
{
    /// <summary>The draws, which the caller disposes.</summary>
    /// <exception cref="InvalidOperationException">No graph goes through an aleatoric head, or outputs are not finite.</exception>
    public static PredictiveSamples Of(UncertaintyEvaluation evaluation, Tensor inputs, CancellationToken cancellationToken)
    {
        if (evaluation is RegressionEvaluation { HasHead: true })
        {
            throw new InvalidOperationException(
                "No gradient goes through the aleatoric head: make the evaluation without training data, or of a network that gives the noise itself.");
        }

        using DisposeScope scope = torch.NewDisposeScope();
        using PredictiveSamples raw = evaluation.Posterior.SampleWithGraph(inputs, cancellationToken);
        Guard.FiniteOutputs(raw.Values);
        return evaluation switch
        {
            ClassificationEvaluation { Output: SoftmaxOutput output } => Checked(raw, output.Columns).Softmax(),
            ClassificationEvaluation { Output: { } output } =>
                Read(Checked(raw, output.Columns), values =>
                {
                    using ClassificationReading reading = output.Read(values);
                    return reading.Probabilities.alias();
                }),
            RegressionEvaluation { Output: { } output } =>
                Read(Checked(raw, output.Columns), values =>
                {
                    using RegressionReading reading = output.Read(values);
                    return torch.stack([reading.Mean, reading.Aleatoric], -1);
                }),
            _ => PredictiveSamples.WithGraph(raw.Values.unsqueeze(-1)),
        };
    }

    private static PredictiveSamples Read(PredictiveSamples raw, Func<Tensor, Tensor> read) =>
        PredictiveSamples.WithGraph(torch.stack([.. Enumerable.Range(0, raw.Draws).Select(draw => read(raw.Values[draw]))], 0));

    private static PredictiveSamples Checked(PredictiveSamples raw, int columns) => raw.Outputs == columns
        ? raw
        : throw new InvalidOperationException($"The network must give [N, C, …] outputs with C = {columns}; got C = {raw.Outputs}.");
}
