using UciRegression.Results;

namespace UciRegression.DropoutGrid;

/// <summary>A finished configuration of MC dropout.</summary>
/// <param name="Set">The data set.</param>
/// <param name="Split">The split's number.</param>
/// <param name="IsTest">Whether this is the chosen configuration, trained on all of the training set, on the test set.</param>
/// <param name="Rate">Dropout rate.</param>
/// <param name="Precision">Noise precision τ.</param>
/// <param name="Scores">Of the draws.</param>
/// <param name="RmseWithoutDropout">Root mean square error of one pass with dropout off.</param>
/// <param name="Seconds">Time of training and prediction.</param>
internal sealed record DropoutRow(
    string Set, int Split, bool IsTest, double Rate, double Precision, Scores Scores, double RmseWithoutDropout, double Seconds);
