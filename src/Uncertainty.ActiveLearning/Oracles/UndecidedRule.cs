namespace Uncertainty.ActiveLearning;

/// <summary>What an <see cref="AnnotatorPanel"/> does where its votes are tied, too few or none.</summary>
public enum UndecidedRule
{
    /// <summary>It abstains.</summary>
    Abstain,

    /// <summary>It asks one annotator more, in their order, as long as it is undecided and somebody is left; then it abstains.</summary>
    AskAnother,
}
