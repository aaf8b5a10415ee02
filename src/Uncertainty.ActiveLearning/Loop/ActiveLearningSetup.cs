namespace Uncertainty.ActiveLearning;

/// <summary>What a loop works with. All of it stays the caller's.</summary>
public sealed record ActiveLearningSetup
{
    /// <summary>The inputs that labels can be asked for.</summary>
    public required IPool Pool { get; init; }

    /// <summary>The labels that there can be.</summary>
    public required LabelSpace Labels { get; init; }

    /// <summary>Who knows the labels.</summary>
    public required IOracle Oracle { get; init; }

    /// <summary>How networks are made, trained and looked at.</summary>
    public required Learner Learner { get; init; }

    /// <summary>What chooses the inputs to ask for.</summary>
    public required IBatchSelector Selector { get; init; }
}
