using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>The loss of a batch.</summary>
internal static class BatchLoss
{
    /// <summary>[] the loss by one pass of the network as it is, with its gradient.</summary>
    /// <exception cref="ArgumentException">The loss gives more than one number.</exception>
    public static Tensor Of(
        torch.nn.Module<Tensor, Tensor> network, Func<Tensor, Tensor, Tensor> loss, Tensor inputs, Tensor targets)
    {
        Tensor value = loss(network.call(inputs), targets);
        return value.numel() == 1
            ? value.reshape([])
            : throw new ArgumentException(
                $"must give one number for a batch; gave a tensor of shape [{string.Join(", ", value.shape)}].", nameof(loss));
    }

    /// <summary>A tensor of one number as that number.</summary>
    public static double Number(Tensor value)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return value.detach().to_type(torch.ScalarType.Float64).item<double>();
    }
}
