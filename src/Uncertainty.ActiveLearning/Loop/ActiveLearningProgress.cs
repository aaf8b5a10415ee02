namespace Uncertainty.ActiveLearning;

/// <summary>How far a loop is.</summary>
/// <param name="Stage">What begins now.</param>
/// <param name="Round">Number of the round; 0 while the first labels are asked for.</param>
/// <param name="Labels">Labels so far.</param>
/// <param name="Budget">Labels at most.</param>
/// <param name="LastRound">The last round that is complete but for its questions; null before the first.</param>
public sealed record ActiveLearningProgress(ActiveLearningStage Stage, int Round, int Labels, int Budget, ActiveLearningRound? LastRound);
