namespace Uncertainty.ActiveLearning;

/// <summary>The round that a network is trained and looked at in.</summary>
/// <param name="Number">Number of the round, from 1.</param>
/// <param name="Seed">Seed of the round's training and draws, another in each round.</param>
/// <param name="CancellationToken">To be looked at between steps.</param>
public sealed record TrainingRound(int Number, long Seed, CancellationToken CancellationToken);
