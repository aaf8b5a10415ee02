using UciRegression.Results;

namespace UciRegression.BatchNormGrid;

/// <summary>A finished test of what the search found.</summary>
/// <param name="Set">The data set.</param>
/// <param name="Split">The split's number.</param>
/// <param name="Run">The number of the network that was trained.</param>
/// <param name="Scores">Of the draws on the test examples.</param>
/// <param name="Constant">Scores of the constant uncertainty.</param>
/// <param name="Best">Best scores for the same means.</param>
/// <param name="Seconds">Time taken.</param>
internal sealed record TestRow(string Set, int Split, int Run, Scores Scores, Bounds Constant, Bounds Best, double Seconds)
{
    internal double NormalizedCrps() => Bounds.Normalized(Scores.Crps, Constant.Crps, Best.Crps);

    internal double NormalizedLogLikelihood() => Bounds.Normalized(Scores.LogLikelihood, Constant.LogLikelihood, Best.LogLikelihood);
}
