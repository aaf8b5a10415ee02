using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Ensembles;

/// <summary>Small networks and data to train them on.</summary>
internal static class EnsembleNetworks
{
    /// <summary>[N, 4] → [N, 3] with BatchNorm and dropout, whose weights are those of the seed.</summary>
    public static nn.Module<Tensor, Tensor> Make(long seed)
    {
        manual_seed(seed);
        return nn.Sequential(
            ("fc1", nn.Linear(Networks.Features, 8)),
            ("norm", nn.BatchNorm1d(8)),
            ("act", nn.ReLU()),
            ("drop", nn.Dropout(0.5)),
            ("fc2", nn.Linear(8, Networks.Classes)));
    }

    public static nn.Module<Tensor, Tensor>[] Members(int count) => [.. Enumerable.Range(1, count).Select(seed => Make(seed))];

    /// <summary>y = [sum, first, last] of the four inputs, in <paramref name="count"/> batches of 8.</summary>
    public static (Tensor Inputs, Tensor Targets)[] Batches(int count) =>
    [
        .. Enumerable.Range(0, count).Select(batch =>
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor inputs = Networks.Inputs(batch + 1, 8, Networks.Features);
            Tensor targets = cat(new List<Tensor> { inputs.sum(1, keepdim: true), inputs.narrow(1, 0, 1), inputs.narrow(1, 3, 1) }, 1);
            return scope.MoveToOuter(inputs, targets);
        }),
    ];

    public static Tensor MeanSquare(Tensor outputs, Tensor targets) => (outputs - targets).square().mean();
}
