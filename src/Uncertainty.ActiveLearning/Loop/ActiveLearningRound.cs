namespace Uncertainty.ActiveLearning;

/// <summary>One round of a loop: a network was trained, measured, and chose what to ask for.</summary>
/// <param name="Number">Number of the round, from 1.</param>
/// <param name="Labels">Labels that the network was trained on.</param>
/// <param name="Metrics">What <see cref="Learner.Validate"/> measured; empty where it is not given.</param>
/// <param name="Agreement">
/// Cohen's κ between the predicted classes of this round and of the one before, for the same inputs of the pool, at most 1; null in the first
/// round, where nothing is compared, and where <see cref="ActiveLearningOptions.StabilityInputs"/> is 0.
/// </param>
/// <param name="Asked">Numbers of the inputs that were asked for, in the order of choice; empty in the last round.</param>
/// <param name="Scores">For each the number it was chosen by, as the selector says.</param>
public sealed record ActiveLearningRound(
    int Number,
    int Labels,
    IReadOnlyDictionary<string, double> Metrics,
    double? Agreement,
    IReadOnlyList<int> Asked,
    IReadOnlyList<double> Scores);
