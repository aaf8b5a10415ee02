using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Evaluation;
using static TorchSharp.torch;

namespace MnistActiveLearning;

/// <summary>Asks networks with dropout left on, on the part of the test images that every round asks and on all.</summary>
internal sealed class Predictions : IDisposable
{
    // Convolutions are fastest while what they make stays in the processor's caches.
    private const int BatchSize = 100;

    private readonly DigitPool _test;
    private readonly Tensor _part;
    private readonly Tensor _partLabels;
    private readonly CancellationToken _cancellationToken;

    internal Predictions(DigitPool test, int stride, CancellationToken cancellationToken)
    {
        _test = test;
        _cancellationToken = cancellationToken;
        using Tensor indices = arange(0, test.Count, stride, ScalarType.Int64);
        _part = test.Images.index_select(0, indices);
        _partLabels = test.Labels.index_select(0, indices);
    }

    /// <summary>What draws from a network.</summary>
    internal static ClassificationEvaluation Evaluation(nn.Module<Tensor, Tensor> network, int draws, long seed) =>
        UncertaintyEvaluation.ForClassification(
            new McDropout(network, new McDropoutOptions { Draws = draws, Seed = seed, BatchSize = BatchSize }), Networks.Classes);

    /// <summary>Share of wrong classes of the mean of the draws among a part of the test images.</summary>
    internal double PartError(nn.Module<Tensor, Tensor> network, int draws, long seed) => Error(network, draws, seed, _part, _partLabels);

    /// <summary>The same among all test images.</summary>
    internal double WholeError(nn.Module<Tensor, Tensor> network, int draws, long seed) =>
        Error(network, draws, seed, _test.Images, _test.Labels);

    public void Dispose()
    {
        _part.Dispose();
        _partLabels.Dispose();
    }

    private double Error(nn.Module<Tensor, Tensor> network, int draws, long seed, Tensor images, Tensor labels)
    {
        using ClassificationEvaluation evaluation = Evaluation(network, draws, seed);
        using ClassificationUncertainty result = evaluation.Evaluate(images, _cancellationToken);
        using DisposeScope scope = NewDisposeScope();
        return (double)result.PredictedClass.ne(labels).sum().item<long>() / labels.shape[0];
    }
}
