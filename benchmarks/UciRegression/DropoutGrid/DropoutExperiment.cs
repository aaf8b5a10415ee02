using System.Diagnostics;
using TorchSharp;
using UciRegression.Data;
using UciRegression.Results;
using UciRegression.Training;
using Uncertainty.Bnn;
using Uncertainty.Evaluation;
using static TorchSharp.torch;

namespace UciRegression.DropoutGrid;

/// <summary>
/// Trains one configuration and reads its predictions through <see cref="McDropout"/>. The published regularization is
/// l² (1 - p) / (2 N τ) with the length scale l = 0.01.
/// </summary>
internal sealed class DropoutExperiment(UciSet set, DropoutProtocol protocol)
{
    private const double LengthScale = 1e-2;
    private const double TrainingShare = 0.8;
    private const int BatchSize = 4096;

    /// <summary>Trains on the first 80 % of a split's training examples, and predicts the others.</summary>
    internal DropoutRow Validate(int split, double rate, double precision, long seed, CancellationToken cancellationToken)
    {
        Examples all = set.Train(split);
        int first = (int)(TrainingShare * all.Count);
        return Measure(split, isTest: false, all.Slice(0, first), all.Slice(first, all.Count), rate, precision, seed, cancellationToken);
    }

    /// <summary>Trains on all of a split's training examples, and predicts its test examples.</summary>
    internal DropoutRow Test(int split, double rate, double precision, long seed, CancellationToken cancellationToken) =>
        Measure(split, isTest: true, set.Train(split), set.Test(split), rate, precision, seed, cancellationToken);

    private DropoutRow Measure(
        int split, bool isTest, Examples train, Examples unseen, double rate, double precision, long seed,
        CancellationToken cancellationToken)
    {
        Stopwatch watch = Stopwatch.StartNew();
        Standardization units = new(train);
        double regularization = LengthScale * LengthScale * (1 - rate) / (2 * train.Count * precision);
        DropoutTrainer trainer = new(units.Inputs(train), units.Targets(train), set.Hidden, rate, regularization, Seeds.Derive(seed, 0));
        for (int epoch = 0; epoch < set.BaseEpochs * protocol.Multiplier; epoch++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            trainer.Epoch();
        }

        using DisposeScope scope = NewDisposeScope();
        using NetworkCopy copy = new(trainer.Net, rate);
        Tensor inputs = tensor(units.Inputs(unseen), [unseen.Count, unseen.Features]);
        McDropout posterior = new(
            copy.Network, new McDropoutOptions { Draws = protocol.Draws, Seed = Seeds.Derive(seed, 1), BatchSize = BatchSize });
        DrawFold fold = new(unseen.Targets, precision, units.TargetMean, units.TargetDeviation);
        fold.Read(posterior, inputs, cancellationToken);
        return new DropoutRow(
            set.Name, split, isTest, rate, precision, fold.Scores(), WithoutDropout(copy, inputs, unseen, units),
            watch.Elapsed.TotalSeconds);
    }

    private static double WithoutDropout(NetworkCopy copy, Tensor inputs, Examples unseen, Standardization units)
    {
        using DisposeScope scope = NewDisposeScope();
        using EvaluationModeScope evaluation = new(copy.Network);
        double[] predictions = Array.ConvertAll(
            copy.Network.call(inputs).data<float>().ToArray(), output => units.TargetMean + (units.TargetDeviation * output));
        return RegressionMetrics.RootMeanSquareError(predictions, unseen.Targets);
    }
}
