using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn.Distributions;

/// <summary>A distribution with a mean and a variance. <see cref="Cauchy"/> has neither.</summary>
public interface IHasMoments
{
    /// <summary>[B…, E…] mean. New tensor.</summary>
    Tensor Mean();

    /// <summary>[B…, E…] variance of each number, in the square of the values' unit. New tensor.</summary>
    Tensor Variance();
}
