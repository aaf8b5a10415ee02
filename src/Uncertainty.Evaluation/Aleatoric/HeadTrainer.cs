using TorchSharp;
using TorchSharp.Modules;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>Adam on a head's layer, with a learning rate that falls in a line from its first value to 0.</summary>
internal sealed class HeadTrainer(HeadLayer layer, double learningRate) : IDisposable
{
    private readonly Adam _adam = torch.optim.Adam([layer.Weight, layer.Bias], learningRate);

    /// <summary>One step; gives the loss before it.</summary>
    /// <param name="done">How much of the training is done, in [0, 1).</param>
    /// <param name="loss">The loss, asked for with gradients on.</param>
    public double Step(double done, Func<Tensor> loss)
    {
        foreach (torch.optim.ILearningRateController group in _adam.ParamGroups)
        {
            group.LearningRate = learningRate * (1 - done);
        }

        using IDisposable gradient = torch.enable_grad();
        _adam.zero_grad();
        Tensor value = loss();
        CheckFinite(value, "the loss");
        double number = value.detach().to_type(torch.ScalarType.Float64).item<double>();
        value.backward();
        _adam.step();
        return number;
    }

    /// <exception cref="InvalidOperationException">There are infinities or not-a-numbers.</exception>
    public static void CheckFinite(Tensor value, string what)
    {
        if (!Guard.IsFinite(value))
        {
            throw new InvalidOperationException(
                $"The training of the aleatoric head diverged: {what} is no longer finite. A lower LearningRate may help.");
        }
    }

    public void Dispose() => _adam.Dispose();
}
