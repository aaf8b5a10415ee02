using MathNet.Numerics.Statistics;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Aleatoric;

/// <summary>Data with noise that is known as a function of the inputs.</summary>
internal static class Planted
{
    /// <summary>[N, 2] inputs in [-1, 1].</summary>
    public static Tensor Inputs(long seed, long count)
    {
        using Generator generator = new((ulong)seed);
        return (rand(count, 2, generator: generator) * 2) - 1;
    }

    /// <summary>[N, D] standard deviations unit · e^(1.2 x₁): from 0.3 to 3.3 units.</summary>
    public static Tensor Deviations(Tensor x, double unit) => (x.narrow(1, 0, 1) * 1.2).exp() * unit;

    /// <summary>[N, 2] → [N, D] by 32 units with weights that a seed decides: what it gives are the true means.</summary>
    public static nn.Module<Tensor, Tensor> Network(int targets, double featureScale = 1)
    {
        manual_seed(17);
        nn.Module<Tensor, Tensor> network = nn.Sequential(("fc1", nn.Linear(2, 32)), ("act", nn.ReLU()), ("fc2", nn.Linear(32, targets)));
        using (no_grad())
        {
            // ReLU takes factors through: features of another scale, and the same outputs.
            foreach ((string name, TorchSharp.Modules.Parameter parameter) in network.named_parameters())
            {
                if (name != "fc2.bias")
                {
                    parameter.mul_(name == "fc2.weight" ? 1 / featureScale : featureScale);
                }
            }
        }

        return network;
    }

    /// <summary>Batches of 64.</summary>
    public static (Tensor, Tensor)[] Batches(Tensor inputs, Tensor targets) =>
        [.. inputs.split(64).Zip(targets.split(64))];

    /// <summary>Spearman's rank correlation.</summary>
    public static double Rank(Tensor left, Tensor right) => Correlation.Spearman(Values.Of(left), Values.Of(right));
}
