using TorchSharp;
using UciRegression.Data;
using UciRegression.Results;
using Uncertainty.Bnn;
using static TorchSharp.torch;

namespace UciRegression.BatchNormGrid;

/// <summary>Predictions of the network in training, by <see cref="McBatchNorm"/>.</summary>
internal static class BatchNormPrediction
{
    /// <summary>What <paramref name="draws"/> draws say of examples that were not trained on.</summary>
    internal static DrawFold Read(
        BatchNormTrainer trainer, Examples unseen, Standardization units, int draws, double precision, CancellationToken cancellationToken)
    {
        using DisposeScope scope = NewDisposeScope();
        using McBatchNorm posterior = McBatchNorm.Fit(
            trainer.Network, trainer.Batches(), new McBatchNormOptions { Draws = draws }, cancellationToken);
        DrawFold fold = new(unseen.Targets, precision, units.TargetMean, units.TargetDeviation);
        fold.Read(posterior, tensor(units.Inputs(unseen), [unseen.Count, unseen.Features]), cancellationToken);
        return fold;
    }
}
