namespace Uncertainty.Evaluation;

/// <summary>Which of equal probabilities comes first where labels are put in falling order. The guarantee holds for each.</summary>
public enum TieOrder
{
    /// <summary>The lower class.</summary>
    LowestFirst,

    /// <summary>The higher class.</summary>
    HighestFirst,

    /// <summary>
    /// None: they enter together, with the sum and the rank of the last of them. Sets then do not depend on how the classes are numbered.
    /// </summary>
    Together,
}
