namespace Uncertainty.Evaluation;

/// <summary>What a classifier gives for its classes. It is said, never guessed from the numbers.</summary>
public enum OutputKind
{
    /// <summary>Logits: the probabilities are their softmax.</summary>
    Logits,

    /// <summary>Probabilities: at least 0, with sum 1 over the classes; anything else is an error.</summary>
    Probabilities,
}
