using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood.Tests.Benchmarking;

/// <summary>Scores an input by its first value; answers otherwise, or throws, where an input reaches a limit.</summary>
internal sealed class ValueDetector(double limit = double.PositiveInfinity, Func<Tensor, Tensor>? beyond = null) : IOodDetector
{
    public Tensor Score(Tensor inputs)
    {
        using TorchSharp.DisposeScope scope = TorchSharp.torch.NewDisposeScope();
        Tensor values = inputs.select(1, 0).clone();
        return values.max().item<double>() < limit
            ? values.MoveToOuterDisposeScope()
            : (beyond ?? throw new InvalidOperationException("Out | of\nreach."))(inputs).MoveToOuterDisposeScope();
    }
}
