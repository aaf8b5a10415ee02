using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>What the training of an aleatoric head is for.</summary>
internal interface IHeadTask
{
    /// <summary>Sees a batch before the training begins, and refuses what does not fit.</summary>
    void Look(Tensor outputs, Tensor targets);

    /// <summary>How many numbers the head gives at each position, for a network of so many outputs; asked after all batches were seen.</summary>
    int Columns(int outputs);

    /// <summary>A scalar, of [N, C, …] outputs, [N, K, …] numbers of the head, and targets.</summary>
    Tensor Loss(Tensor outputs, Tensor numbers, Tensor targets);

    /// <summary>Changes the trained layer from the units of the training to those of its use.</summary>
    void Finish(HeadLayer layer);
}
