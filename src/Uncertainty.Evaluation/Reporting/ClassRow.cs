namespace Uncertainty.Evaluation;

/// <summary>What a report says of one class. What has no value, for want of inputs, is null.</summary>
public sealed record ClassRow
{
    internal ClassRow()
    {
    }

    /// <summary>Number of the class, in [0, C).</summary>
    public required int Class { get; init; }

    /// <summary>Its name, or its number.</summary>
    public required string Name { get; init; }

    /// <summary>Number of predictions whose label it is (support).</summary>
    public required long Count { get; init; }

    /// <summary>Number of predictions of it.</summary>
    public required long Predicted { get; init; }

    /// <summary>Share of the class's inputs that are predicted as it (recall), in [0, 1]; null where it has none.</summary>
    public required double? Accuracy { get; init; }

    /// <summary>Share of the predictions of the class that are right, in [0, 1]; null where it is never predicted.</summary>
    public required double? Precision { get; init; }

    /// <summary>Harmonic mean of precision and recall, 2 hits / (count + predicted), in [0, 1]; null where both are 0.</summary>
    public required double? F1 { get; init; }

    /// <summary>Mean of the largest probability over the class's inputs, in [0, 1].</summary>
    public required double? MeanConfidence { get; init; }

    /// <summary>Mean total uncertainty of the class's inputs, in nats.</summary>
    public required double? MeanTotal { get; init; }

    /// <summary>Mean aleatoric uncertainty, in nats; null where the two were not told apart, too.</summary>
    public required double? MeanAleatoric { get; init; }

    /// <summary>Mean epistemic uncertainty, in nats; null where the two were not told apart, too.</summary>
    public required double? MeanEpistemic { get; init; }
}
