using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>The positions of a map as rows, so that a map is what its positions are one by one. All in the current dispose scope.</summary>
internal static class Positions
{
    /// <summary>[M, K] of [N, K, …]: a row for each input and position.</summary>
    public static Tensor Rows(Tensor map) => map.ndim == 2 ? map.alias() : torch.movedim(map, 1, -1).reshape(-1, map.shape[1]);

    /// <summary>[N, K, …] of [M, K], with N and … as another map has them.</summary>
    public static Tensor Map(Tensor rows, Tensor like)
    {
        if (like.ndim == 2)
        {
            return rows.alias();
        }

        using DisposeScope scope = torch.NewDisposeScope();
        return torch.movedim(rows.reshape([like.shape[0], .. like.shape.AsSpan(2), rows.shape[1]]), -1, 1).MoveToOuterDisposeScope();
    }
}
