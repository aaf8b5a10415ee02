using LeNetMnist.Model;
using TorchSharp;
using TorchSharp.Modules;
using Uncertainty.Bnn;
using Uncertainty.Evaluation;
using static TorchSharp.torch;

namespace MnistActiveLearning;

/// <summary>Asks networks with dropout left on, on the part of the test images that every round asks and on all.</summary>
internal sealed class Predictions : IDisposable
{
    // Convolutions are fastest while what they make stays in the processor's caches.
    private const int BatchSize = 100;

    private readonly ImageTensors _test;
    private readonly Tensor _part;
    private readonly Tensor _partLabels;
    private readonly CancellationToken _cancellationToken;

    internal Predictions(ImageTensors test, int stride, CancellationToken cancellationToken)
    {
        _test = test;
        _cancellationToken = cancellationToken;
        using Tensor indices = arange(0, test.Count, stride, ScalarType.Int64);
        _part = test.Images.index_select(0, indices);
        _partLabels = test.Labels.index_select(0, indices);
    }

    /// <summary>Share of wrong classes of the mean of the draws among a part of the test images.</summary>
    internal double PartError(Sequential network, int draws, long seed) => Error(network, draws, seed, _part, _partLabels);

    /// <summary>The same among all test images.</summary>
    internal double WholeError(Sequential network, int draws, long seed) => Error(network, draws, seed, _test.Images, _test.Labels);

    /// <summary>All uncertainties of images. The caller disposes them.</summary>
    internal ClassificationUncertainty Of(Sequential network, Tensor images, int draws, long seed)
    {
        McDropout posterior = new(network, new McDropoutOptions { Draws = draws, Seed = seed, BatchSize = BatchSize });
        using ClassificationEvaluation evaluation = UncertaintyEvaluation.ForClassification(posterior, DigitNetwork.Classes);
        return evaluation.Evaluate(images, _cancellationToken);
    }

    public void Dispose()
    {
        _part.Dispose();
        _partLabels.Dispose();
    }

    private double Error(Sequential network, int draws, long seed, Tensor images, Tensor labels)
    {
        using ClassificationUncertainty result = Of(network, images, draws, seed);
        using DisposeScope scope = NewDisposeScope();
        return (double)result.PredictedClass.ne(labels).sum().item<long>() / labels.shape[0];
    }
}
