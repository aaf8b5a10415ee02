using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// BatchNorm as a part of the layer before it: W' = scale · W, b' = scale · b + shift, by output. One pair of scale and shift, or one
/// for each draw.
/// </summary>
internal sealed class BatchNormFold
{
    private readonly Tensor _scale;
    private readonly Tensor _shift;

    /// <param name="name">The BatchNorm's name.</param>
    /// <param name="scale">[S, C], or [1, C] where all draws share it.</param>
    /// <param name="shift">The same shape.</param>
    /// <param name="random">Whether there is one for each draw.</param>
    public BatchNormFold(string name, Tensor scale, Tensor shift, bool random)
    {
        Name = name;
        _scale = scale;
        _shift = shift;
        IsRandom = random;
    }

    public string Name { get; }

    public bool IsRandom { get; }

    /// <summary>The layer's own evaluation with its running statistics.</summary>
    public static BatchNormFold Of(BatchNormLayer layer)
    {
        (Tensor scale, Tensor shift) = layer.Affine();
        return new BatchNormFold(layer.Name, scale.unsqueeze(0), shift.unsqueeze(0), random: false);
    }

    /// <summary>Folds into the weights [C, …] and the bias [C] of the layer before. New tensors, of the current scope.</summary>
    public (Tensor Weight, Tensor Bias) Apply(Tensor weight, Tensor? bias, int draw)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor scale = _scale[IsRandom ? draw : 0];
        Tensor shift = _shift[IsRandom ? draw : 0];
        Tensor folded = weight * scale.reshape([-1, .. Enumerable.Repeat(1L, (int)weight.ndim - 1)]);
        Tensor moved = bias is null ? shift.clone() : torch.addcmul(shift, bias, scale, 1);
        return (folded.MoveToOuterDisposeScope(), moved.MoveToOuterDisposeScope());
    }

    /// <summary>What the BatchNorm does by itself in a draw, to values [N, C, …].</summary>
    public Tensor Run(Tensor values, int draw)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        long[] shape = [1, -1, .. Enumerable.Repeat(1L, (int)values.ndim - 2)];
        Tensor scale = _scale[IsRandom ? draw : 0].reshape(shape);
        Tensor shift = _shift[IsRandom ? draw : 0].reshape(shape);
        return torch.addcmul(shift, values, scale, 1).MoveToOuterDisposeScope();
    }
}
