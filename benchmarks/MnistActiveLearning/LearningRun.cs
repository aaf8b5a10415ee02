using System.Globalization;
using Benchmarks;
using LeNetMnist.Data;
using LeNetMnist.Model;
using TorchSharp;
using TorchSharp.Modules;
using Uncertainty.Evaluation;
using static TorchSharp.torch;

namespace MnistActiveLearning;

/// <summary>One repeat of one acquisition, which goes on after the last round that it finds.</summary>
internal sealed class LearningRun(
    Acquisition acquisition,
    int repeat,
    Protocol protocol,
    ImageSet pool,
    ImageTensors images,
    Predictions predictions,
    JsonLines<Round> rounds,
    CancellationToken cancellationToken)
{
    private const int SayEvery = 10;

    private readonly Chance _chance = new(protocol.Seed, repeat);
    private readonly Training _training = new(images, protocol.Recipe, cancellationToken);

    /// <summary>Until as many images are labelled as the protocol wants.</summary>
    internal void Run()
    {
        List<int> labelled = [.. _chance.Initial(pool.Labels, protocol.InitialOfClass), .. rounds.Rows.SelectMany(round => round.Chosen)];
        for (int number = rounds.Rows.Count; number == 0 || rounds.Rows[^1].Labels < protocol.Labels; number++)
        {
            Round round = Next(number, labelled);
            rounds.Add(round);
            labelled.AddRange(round.Chosen);
            if (round.Error is { } error && (number % SayEvery == 0 || round.WholeError is not null))
            {
                Terminal.Say(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{acquisition} {repeat + 1}: {round.Labels} labels, error {100 * error:F2} %, "
                    + $"{round.Seconds.Training:F1} + {round.Seconds.Test:F1} + {round.Seconds.Choice:F1} s"));
            }
        }
    }

    private Round Next(int number, List<int> labelled)
    {
        bool measured = protocol.IsMeasured(acquisition, labelled.Count);
        bool last = labelled.Count >= protocol.Labels;
        Sequential? network = null;
        double? error = null;
        double? wholeError = null;
        int[] chosen = [];
        double training = ProcessorTime.Seconds(() =>
            network = measured ? _training.Run(labelled, _chance.Weights(number), _chance.Batches(number)) : null);
        using Sequential? trained = network;
        double test = ProcessorTime.Seconds(() =>
        {
            long masks = _chance.TestMasks(number);
            error = trained is null ? null : predictions.PartError(trained, protocol.TestDraws, masks);
            wholeError = trained is null || !last ? null : predictions.WholeError(trained, protocol.TestDraws, masks);
        });
        double choice = ProcessorTime.Seconds(() => chosen = last ? [] : Choose(number, trained, labelled));
        return new Round(number, labelled.Count, error, wholeError, chosen, new Seconds(training, test, choice));
    }

    private int[] Choose(int number, Sequential? network, List<int> labelled)
    {
        int count = Math.Min(protocol.Batch, protocol.Labels - labelled.Count);
        int[] candidates = _chance.Candidates(number, pool.Count, [.. labelled], protocol.Candidates);
        if (acquisition == Acquisition.Random)
        {
            return candidates[..count];
        }

        // In the order of the pool, so that of two with one score the first is chosen.
        Array.Sort(candidates);
        using DisposeScope scope = NewDisposeScope();
        Tensor inputs = images.Images.index_select(0, tensor(candidates.Select(index => (long)index).ToArray()));
        using ClassificationUncertainty result = predictions.Of(network!, inputs, protocol.Draws, _chance.Masks(number));
        double[] scores = Scores(result).to_type(ScalarType.Float64).data<double>().ToArray();
        return [.. Enumerable.Range(0, candidates.Length).OrderByDescending(place => scores[place]).Take(count).Select(place => candidates[place])];
    }

    private Tensor Scores(ClassificationUncertainty result) => acquisition switch
    {
        Acquisition.Bald => result.Epistemic,
        Acquisition.VariationRatios => result.VariationRatio,
        Acquisition.MaxEntropy => result.Total,
        Acquisition.MeanStd => result.MeanStd,
        _ => throw new InvalidOperationException($"{acquisition} has no scores."),
    };
}
