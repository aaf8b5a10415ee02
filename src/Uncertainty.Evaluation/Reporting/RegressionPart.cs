namespace Uncertainty.Evaluation;

/// <summary>What a report says of one output, or of all of them together.</summary>
public sealed record RegressionPart
{
    internal RegressionPart()
    {
    }

    /// <summary>Number of the output, in [0, D); null for all together.</summary>
    public required int? Output { get; init; }

    /// <summary>The output's name or number; "all outputs".</summary>
    public required string Name { get; init; }

    /// <summary>Errors, likelihood, CRPS, sharpness and calibration of the predictions as normal ones.</summary>
    public required GaussianSummary Summary { get; init; }

    /// <summary>The means by themselves: bias and correlation.</summary>
    public required PredictionSummary Means { get; init; }

    /// <summary>Central intervals at the report's masses.</summary>
    public required IReadOnlyList<IntervalSummary> Intervals { get; init; }

    /// <summary>Mean of (target - mean) / standard deviation: 0 is right.</summary>
    public required double StandardisedMean { get; init; }

    /// <summary>Root mean square of (target - mean) / standard deviation: 1 is right, above it the predictions are overconfident.</summary>
    public required double StandardisedDeviation { get; init; }

    /// <summary>Mean aleatoric variance, in the square of the target's unit; null where the two were not told apart.</summary>
    public required double? MeanAleatoric { get; init; }

    /// <summary>Mean epistemic variance, in the square of the target's unit; null where the two were not told apart.</summary>
    public required double? MeanEpistemic { get; init; }

    /// <summary>How well the total variance ranks the absolute errors.</summary>
    public required SparsificationCurve ByTotal { get; init; }

    /// <summary>How well the epistemic variance ranks the absolute errors; null where the two were not told apart.</summary>
    public required SparsificationCurve? ByEpistemic { get; init; }
}
