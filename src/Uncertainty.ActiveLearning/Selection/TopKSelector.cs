using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <summary>The candidates with the highest scores, each on its own merits. Scores of the choice are those of the acquisition function.</summary>
/// <param name="function">What scores the candidates.</param>
public sealed class TopKSelector(AcquisitionFunction function) : BatchSelector
{
    private readonly AcquisitionFunction _function = Guard.NotNull(function);

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(TopKSelector)}({FunctionName.Of(_function)})";

    private protected override void Fill(GreedyChoice choice, CandidateSet candidates, long seed, CancellationToken cancellationToken)
    {
        using Tensor scores = candidates.Score(_function, cancellationToken);
        choice.TakeHighest(PlainNumbers.Of(scores));
    }
}
