namespace Uncertainty.Evaluation;

/// <summary>What a regression says of one input and how sure it is, as plain numbers. Stays when the result it is from is disposed.</summary>
/// <remarks>The members are those of <see cref="RegressionUncertainty"/>, which has the formulas.</remarks>
public sealed record RegressionAnswer
{
    internal RegressionAnswer()
    {
    }

    /// <summary>[D] means.</summary>
    public required IReadOnlyList<double> Prediction { get; init; }

    /// <summary>[D] total variances, in the square of the target's unit.</summary>
    public required IReadOnlyList<double> Total { get; init; }

    /// <summary>[D] variances of the data's noise.</summary>
    public required IReadOnlyList<double> Aleatoric { get; init; }

    /// <summary>[D] variances of the model's means.</summary>
    public required IReadOnlyList<double> Epistemic { get; init; }

    /// <summary>[D] square roots of the total variances, in the target's unit.</summary>
    public required IReadOnlyList<double> StandardDeviation { get; init; }
}
