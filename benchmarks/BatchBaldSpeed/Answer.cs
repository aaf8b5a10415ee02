namespace BatchBaldSpeed;

/// <summary>One side's batch, and what it cost.</summary>
/// <param name="Seconds">Time on the clock.</param>
/// <param name="Mebibytes">Peak of resident memory above the level with the draws there.</param>
/// <param name="Positions">Who was chosen.</param>
/// <param name="Scores">Information of the batch so far, in nats.</param>
internal sealed record Answer(double Seconds, double Mebibytes, IReadOnlyList<int> Positions, IReadOnlyList<double> Scores);
