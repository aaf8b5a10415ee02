namespace Uncertainty.ActiveLearning;

/// <summary>What a loop is doing.</summary>
public enum ActiveLearningStage
{
    /// <summary>It waits for the oracle.</summary>
    Asking,

    /// <summary>It trains a network.</summary>
    Training,

    /// <summary>It measures the network.</summary>
    Validating,

    /// <summary>It chooses what to ask for.</summary>
    Choosing,

    /// <summary>It has ended.</summary>
    Ended,
}
