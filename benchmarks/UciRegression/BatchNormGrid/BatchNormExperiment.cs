using System.Diagnostics;
using UciRegression.Data;
using UciRegression.Results;
using UciRegression.Training;
using Uncertainty.Evaluation;

namespace UciRegression.BatchNormGrid;

/// <summary>One random split of a data set: a search over batch sizes and weight decays, and tests of what it found.</summary>
internal sealed class BatchNormExperiment
{
    private const double TrainingShare = 0.8;

    // What a fold is told of the noise where only the moments of the draws are asked for, which do not depend on it.
    private const double AnyPrecision = 1;

    private readonly BatchNormProtocol _protocol;
    private readonly PrecisionRange _range;
    private readonly string _set;
    private readonly int _split;
    private readonly Examples _train;
    private readonly Examples _test;

    internal BatchNormExperiment(UciSet set, BatchNormProtocol protocol, int split, long seed)
    {
        _protocol = protocol;
        _range = protocol.Sets.Single(entry => entry.Key == set.Name).Value;
        _set = set.Name;
        _split = split;
        int[] rows = [.. Enumerable.Range(0, set.All.Count)];
        new ScalarRandom(seed).Shuffle(rows);
        int first = Share(rows.Length);
        _train = set.All.Pick(rows[..first]);
        _test = set.All.Pick(rows[first..]);
    }

    /// <summary>Examples that a search trains on.</summary>
    internal static int SearchExamples(int all) => Share(Share(all));

    /// <summary>Trains until the validation error stops falling, and fits the noise where it was least.</summary>
    internal SearchRow Search(int batchSize, double weightDecay, long seed, CancellationToken cancellationToken)
    {
        Stopwatch watch = Stopwatch.StartNew();
        int first = Share(_train.Count);
        Examples validation = _train.Slice(first, _train.Count);
        Standardization units = new(_train.Slice(0, first));
        using BatchNormTrainer trainer = new(_train.Slice(0, first), units, batchSize, weightDecay, seed);
        SearchRow best = new(_set, _split, batchSize, weightDecay, 0, double.PositiveInfinity, AnyPrecision, AnyPrecision, 0);
        for (int epochs = 0, worse = 0; epochs < _protocol.MaxEpochs && worse < _protocol.Patience; epochs += _protocol.Interval)
        {
            Train(trainer, _protocol.Interval, cancellationToken);
            double[] means = Read(_protocol.SearchDraws).Means;
            double error = RegressionMetrics.RootMeanSquareError(means, validation.Targets);
            if (error <= best.Rmse)
            {
                DrawFold fold = Read(_protocol.Draws);
                worse = 0;
                best = best with
                {
                    Epochs = epochs + _protocol.Interval,
                    Rmse = error,
                    Precision = NoiseFit.Precision(fold.Means, fold.Variances, validation.Targets, _range),
                    ConstantPrecision = NoiseFit.Precision(fold.Means, new double[validation.Count], validation.Targets, _range),
                };
            }
            else
            {
                worse++;
            }
        }

        return best with { Seconds = watch.Elapsed.TotalSeconds };

        DrawFold Read(int draws) => BatchNormPrediction.Read(trainer, validation, units, draws, AnyPrecision, cancellationToken);
    }

    /// <summary>Trains anew on all training examples, for as long as the search found best, and predicts the test examples.</summary>
    internal TestRow Test(SearchRow found, int run, long seed, CancellationToken cancellationToken)
    {
        Stopwatch watch = Stopwatch.StartNew();
        Standardization units = new(_train);
        using BatchNormTrainer trainer = new(_train, units, found.BatchSize, found.WeightDecay, seed);
        Train(trainer, found.Epochs, cancellationToken);
        DrawFold fold = BatchNormPrediction.Read(trainer, _test, units, _protocol.Draws, found.Precision, cancellationToken);
        return new TestRow(
            _set,
            _split,
            run,
            fold.Scores(),
            Bounds.Constant(fold.Means, _test.Targets, found.ConstantPrecision),
            Bounds.Best(fold.Means, _test.Targets),
            watch.Elapsed.TotalSeconds);
    }

    private static int Share(int examples) => (int)(TrainingShare * examples);

    private static void Train(BatchNormTrainer trainer, int epochs, CancellationToken cancellationToken)
    {
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            trainer.Epoch();
        }
    }
}
