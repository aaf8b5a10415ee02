using Benchmarks.Models;
using LeNetMnist.Model;
using TorchSharp;
using Uncertainty.Evaluation;
using static TorchSharp.torch;

namespace PosteriorCosts;

/// <summary>How good predictions are on the test images.</summary>
/// <param name="Accuracy">Share of right classes.</param>
/// <param name="NegativeLogLikelihood">Mean of -ln p of the right class, in nats.</param>
internal readonly record struct Quality(double Accuracy, double NegativeLogLikelihood)
{
    /// <param name="probabilities">[N, C] probabilities.</param>
    /// <param name="test">The images that they are of.</param>
    internal static Quality Of(Tensor probabilities, ImageTensors test)
    {
        using DisposeScope scope = NewDisposeScope();
        double[] rows = probabilities.to_type(ScalarType.Float64).contiguous().data<double>().ToArray();
        long[] labels = test.Labels.data<long>().ToArray();
        return new Quality(
            ClassificationMetrics.Accuracy(rows, LeNet.Classes, labels), ClassificationMetrics.NegativeLogLikelihood(rows, LeNet.Classes, labels));
    }
}
