using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Outputs;

/// <summary>Regressions y = sin 3x + σ(x) ε on x in [-1, 1], and small networks trained on them.</summary>
internal static class PlantedNoise
{
    /// <summary>Scale of the noise: from 0.05 up to 0.65.</summary>
    public static Tensor Scale(Tensor inputs) => (((inputs + 1) * 0.5).square() * 0.6) + 0.05;

    /// <summary>[N, 1] inputs spread over [-1, 1].</summary>
    public static Tensor Inputs(int count) => linspace(-1, 1, count, ScalarType.Float32).unsqueeze(1);

    /// <summary>[N, D] targets with the given standard noise.</summary>
    public static Tensor Targets(Tensor inputs, Tensor noise) => (inputs * 3).sin() + (Scale(inputs) * noise);

    /// <summary>[N, 1] noise of Student's t with a few degrees of freedom: normal over the root of a mean of squares.</summary>
    public static Tensor StudentNoise(long seed, int count, int degrees)
    {
        Tensor squares = Networks.Inputs(seed + 100, count, degrees).square().mean([1], keepdim: true);
        return Networks.Inputs(seed, count, 1) / squares.sqrt();
    }

    /// <summary>[N, 1] Laplace noise of scale 1: the difference of two exponential numbers.</summary>
    public static Tensor LaplaceNoise(long seed, int count)
    {
        using Generator generator = new((ulong)seed);
        Tensor uniform = rand([count, 2], generator: generator);
        Tensor exponential = (1 - uniform).log().neg();
        return exponential.narrow(1, 0, 1) - exponential.narrow(1, 1, 1);
    }

    /// <summary>A network from [N, F] inputs to [N, K] raw outputs, trained on all inputs at once; the caller's.</summary>
    public static nn.Module<Tensor, Tensor> Train(
        int features, int columns, Tensor inputs, Func<Tensor, Tensor> loss, int steps = 300, bool rectified = false)
    {
        manual_seed(17);
        nn.Module<Tensor, Tensor> network = nn.Sequential(
            ("0", nn.Linear(features, 32)),
            ("1", Activation(rectified)),
            ("2", nn.Linear(32, 32)),
            ("3", Activation(rectified)),
            ("4", nn.Linear(32, columns)));
        using optim.Optimizer optimizer = optim.Adam(network.parameters(), 0.01);
        for (int step = 0; step < steps; step++)
        {
            using DisposeScope scope = NewDisposeScope();
            optimizer.zero_grad();
            loss(network.call(inputs)).backward();
            optimizer.step();
        }

        return network;
    }

    /// <summary>Spearman's rank correlation.</summary>
    public static double RankCorrelation(Tensor left, Tensor right) =>
        MathNet.Numerics.Statistics.Correlation.Spearman(Values.Of(left), Values.Of(right));

    private static nn.Module<Tensor, Tensor> Activation(bool rectified) => rectified ? nn.ReLU() : nn.Tanh();
}
