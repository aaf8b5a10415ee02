using Benchmarks.Models;
using TorchSharp.Modules;
using Uncertainty.Bnn;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace EstimatorVariance;

/// <summary>A network whose layers can be plain or Bayesian; from [N, 1, 28, 28] images to [N, 10] logits.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Build">Makes it of convolutions and Linear layers.</param>
internal sealed record Subject(
    string Name, Func<Func<int, int, int, Module<Tensor, Tensor>>, Func<int, int, Module<Tensor, Tensor>>, Sequential> Build)
{
    private const int Seed = 0;

    internal static IReadOnlyList<Subject> All { get; } =
    [
        new("BayesianLinear: 784-400-400-10", (_, linear) => Sequential(
            Flatten(), linear(784, 400), ReLU(), linear(400, 400), ReLU(), linear(400, LeNet.Classes))),
        new("BayesianConv2d: 1-16-32 channels, plain Linear", (convolution, _) => Sequential(
            convolution(1, 16, 2), ReLU(), MaxPool2d(2), convolution(16, 32, 0), ReLU(), MaxPool2d(2), Flatten(), Linear(800, LeNet.Classes))),
        new("LeNet-5", (convolution, linear) => LeNet.Build(convolution, linear)),
    ];

    /// <summary>With fixed weights.</summary>
    internal Sequential Plain()
    {
        manual_seed(Seed);
        return Build((channels, maps, padding) => Conv2d(channels, maps, 5, padding: padding), (inputs, outputs) => Linear(inputs, outputs));
    }

    /// <summary>With random weights, of the same means for every estimator.</summary>
    internal Sequential Bayesian(WeightEstimator estimator, double deviation)
    {
        manual_seed(Seed);
        BayesianLayerOptions layer = new()
        {
            Estimator = estimator,
            InitialDeviation = deviation,
            Prior = new NormalPrior { StandardDeviation = 0.1 },
        };
        return Build(
            (channels, maps, padding) => new BayesianConv2d(channels, maps, 5, padding: padding, options: layer),
            (inputs, outputs) => new BayesianLinear(inputs, outputs, options: layer));
    }
}
