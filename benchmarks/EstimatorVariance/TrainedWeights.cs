using TorchSharp;
using TorchSharp.Modules;
using Uncertainty.Bnn;
using static TorchSharp.torch;

namespace EstimatorVariance;

/// <summary>The weights of a subject at a stage, for networks of all estimators.</summary>
internal sealed class TrainedWeights : IDisposable
{
    /// <summary>Training examples that the divergence is divided by.</summary>
    internal const long Examples = 60_000;

    private readonly Sequential _trained;

    internal TrainedWeights(Subject subject, Stage stage, Digits digits)
    {
        _trained = subject.Bayesian(WeightEstimator.Flipout, stage.Deviation);
        if (stage.Steps > 0)
        {
            Svi.Train(_trained, digits.Batches(stage.Steps), CrossEntropy, Examples, new SviOptions { Epochs = 1 });
        }
    }

    internal static Tensor CrossEntropy(Tensor outputs, Tensor targets) => nn.functional.cross_entropy(outputs, targets);

    /// <summary>Writes them into another network of the subject.</summary>
    internal void CopyTo(Sequential network)
    {
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        foreach ((Parameter from, Parameter to) in _trained.parameters().Zip(network.parameters()))
        {
            to.copy_(from);
        }
    }

    public void Dispose() => _trained.Dispose();
}
