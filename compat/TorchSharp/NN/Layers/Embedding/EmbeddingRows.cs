using TorchSharp.Interop;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>What the two embeddings do with their rows.</summary>
internal static class EmbeddingRows
{
    /// <summary>Normal weights of variance 1; the padding row, which is never learned, starts at zero.</summary>
    internal static Parameter Draw(long rows, long columns, long? padding, Device? device, ScalarType? dtype)
    {
        Parameter weight = LayerParameters.Empty([rows, columns], device, dtype);
        init.normal_(weight);
        if (padding is long row)
        {
            using Tensor data = Aten.Call("detach", weight);
            using Tensor zeroed = Aten.Call("select.int", data, 0L, row);
            Aten.Run("zero_", zeroed);
        }

        return weight;
    }

    /// <summary>A parameter that shares the rows' data where neither device nor type changes.</summary>
    internal static Parameter Share(Tensor rows, bool freeze, Device? device, ScalarType? dtype)
    {
        using Tensor data = Aten.Call("detach", rows);
        Tensor moved = Aten.Call("to.device", data, device ?? data.device, dtype ?? data.dtype);
        return new Parameter(moved, requires_grad: !freeze);
    }

    /// <summary>Scales the rows that are looked up down to the greatest norm, in place and unseen by autograd.</summary>
    internal static void Shorten(Tensor weight, Tensor indices, double? limit, double norm)
    {
        if (limit is null)
        {
            return;
        }

        using Tensor data = Aten.Call("detach", weight);
        using Tensor rows = Aten.Call("contiguous", indices);
        Aten.Run("embedding_renorm_", data, rows, limit, norm);
    }

    /// <summary>A row's index that counts from the first; a negative one counts from the last.</summary>
    internal static long? Wrap(long? padding_idx, long rows) =>
        padding_idx < -rows || padding_idx >= rows
            ? throw new ArgumentOutOfRangeException(nameof(padding_idx), padding_idx, $"must be in range [{-rows}, {rows - 1}].")
            : padding_idx < 0 ? padding_idx + rows : padding_idx;
}
