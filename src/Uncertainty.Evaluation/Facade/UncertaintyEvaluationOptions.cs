using Uncertainty.Bnn;

namespace Uncertainty.Evaluation;

/// <summary>How <see cref="UncertaintyEvaluation"/> reads a trained network.</summary>
public sealed record UncertaintyEvaluationOptions
{
    private readonly McDropoutOptions _dropout = new();
    private readonly AleatoricHeadOptions _head = new();

    /// <summary>How MC dropout draws. Default: 50 draws, seed 0, all dropout layers at their own rates.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public McDropoutOptions Dropout
    {
        get => _dropout;
        init => _dropout = Guard.NotNull(value, nameof(Dropout));
    }

    /// <summary>How the aleatoric head is trained, where there is training data.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public AleatoricHeadOptions Head
    {
        get => _head;
        init => _head = Guard.NotNull(value, nameof(Head));
    }

    /// <summary>What a classifier gives. Default logits; a regression does not look at it.</summary>
    public OutputKind Output { get; init; } = OutputKind.Logits;
}
