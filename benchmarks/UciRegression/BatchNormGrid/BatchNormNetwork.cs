using TorchSharp.Modules;
using static TorchSharp.torch;

namespace UciRegression.BatchNormGrid;

/// <summary>The published network: twice 50 units of Linear without bias, BatchNorm and ReLU, then a Linear to one output.</summary>
internal static class BatchNormNetwork
{
    private const int Hidden = 50;
    private const double Epsilon = 1e-10;
    private const double Deviation = 0.1;

    /// <summary>A network whose weights are drawn, with torch's generator, from a normal distribution cut off at two deviations.</summary>
    internal static Sequential Make(int inputs)
    {
        Linear output = nn.Linear(Hidden, 1);
        Draw(output.weight!);
        Draw(output.bias!);
        return nn.Sequential(
            ("linear1", WithoutBias(inputs)),
            ("norm1", nn.BatchNorm1d(Hidden, Epsilon)),
            ("relu1", nn.ReLU()),
            ("linear2", WithoutBias(Hidden)),
            ("norm2", nn.BatchNorm1d(Hidden, Epsilon)),
            ("relu2", nn.ReLU()),
            ("output", output));
    }

    /// <summary>Adam with λ on the weights of the linear layers: its decay adds λ w to the gradient, which is that of λ/2 Σ w².</summary>
    internal static optim.Optimizer Optimizer(Sequential network, double weightDecay)
    {
        Parameter[] weights = [.. network.named_parameters().Where(entry => IsWeight(entry.name)).Select(entry => entry.parameter)];
        Parameter[] others = [.. network.named_parameters().Where(entry => !IsWeight(entry.name)).Select(entry => entry.parameter)];
        return optim.Adam(
            [
                new Adam.ParamGroup(weights, 1e-3, weight_decay: weightDecay),
                new Adam.ParamGroup(others, 1e-3),
            ]);
    }

    private static bool IsWeight(string name) =>
        name.EndsWith(".weight", StringComparison.Ordinal) && !name.StartsWith("norm", StringComparison.Ordinal);

    private static Linear WithoutBias(int inputs)
    {
        Linear layer = nn.Linear(inputs, Hidden, false);
        Draw(layer.weight!);
        return layer;
    }

    private static void Draw(Tensor parameter)
    {
        using IDisposable noGradient = no_grad();
        nn.init.trunc_normal_(parameter, 0, Deviation, -2 * Deviation, 2 * Deviation);
    }
}
