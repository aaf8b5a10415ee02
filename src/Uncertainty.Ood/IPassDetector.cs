using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>A detector that scores what one pass of its network shows: the same pass then gives the prediction too.</summary>
internal interface IPassDetector : IOodDetector
{
    /// <summary>The network that the pass goes through; null where the detector does not know one.</summary>
    TorchSharp.torch.nn.Module? Network { get; }

    /// <summary>[N] scores and [N, …] outputs of the network, in the current dispose scope.</summary>
    (Tensor Scores, Tensor Outputs) ScoreWithOutputs(Tensor inputs);
}
