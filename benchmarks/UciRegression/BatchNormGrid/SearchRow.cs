namespace UciRegression.BatchNormGrid;

/// <summary>A finished point of the search.</summary>
/// <param name="Set">The data set.</param>
/// <param name="Split">The split's number.</param>
/// <param name="BatchSize">Examples of a batch, in training and for a draw.</param>
/// <param name="WeightDecay">λ.</param>
/// <param name="Epochs">Epochs after which the validation error was least.</param>
/// <param name="Rmse">That error, of the mean of the draws.</param>
/// <param name="Precision">Noise precision τ beside the variance of the draws, fitted then on the validation examples.</param>
/// <param name="ConstantPrecision">Precision of a constant uncertainty, fitted likewise.</param>
/// <param name="Seconds">Time taken.</param>
internal sealed record SearchRow(
    string Set, int Split, int BatchSize, double WeightDecay, int Epochs, double Rmse, double Precision, double ConstantPrecision,
    double Seconds);
