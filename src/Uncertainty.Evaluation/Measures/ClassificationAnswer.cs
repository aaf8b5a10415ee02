namespace Uncertainty.Evaluation;

/// <summary>What a classifier says of one input and how sure it is, as plain numbers. Stays when the result it is from is disposed.</summary>
/// <remarks>The members are those of <see cref="ClassificationUncertainty"/>, which has the formulas.</remarks>
public sealed record ClassificationAnswer
{
    internal ClassificationAnswer()
    {
    }

    /// <summary>The most probable class.</summary>
    public required int PredictedClass { get; init; }

    /// <summary>Probability of <see cref="PredictedClass"/>, in [1/C, 1].</summary>
    public double Confidence => Probabilities[PredictedClass];

    /// <summary>[C] mean probabilities.</summary>
    public required IReadOnlyList<double> Probabilities { get; init; }

    /// <summary>Total uncertainty, in [0, ln C] nats.</summary>
    public required double Total { get; init; }

    /// <summary>The data's part, in [0, ln C] nats.</summary>
    public required double Aleatoric { get; init; }

    /// <summary>The model's part, in [0, ln C] nats.</summary>
    public required double Epistemic { get; init; }

    /// <summary>Total uncertainty in [0, 1].</summary>
    public required double NormalisedTotal { get; init; }

    /// <summary>The data's part in [0, 1].</summary>
    public required double NormalisedAleatoric { get; init; }

    /// <summary>The model's part in [0, 1].</summary>
    public required double NormalisedEpistemic { get; init; }

    /// <summary>Variation ratio of the mean, in [0, 1 - 1/C].</summary>
    public required double VariationRatio { get; init; }

    /// <summary>Variation ratio of the votes, in [0, 1 - 1/C].</summary>
    public required double VoteVariationRatio { get; init; }

    /// <summary>Mean standard deviation over the draws, in [0, 1/2].</summary>
    public required double MeanStd { get; init; }

    /// <summary>[C] variance over the draws of each class's probability, in [0, 1/4].</summary>
    public required IReadOnlyList<double> ClassVariance { get; init; }

    /// <summary>Entropy by the aleatoric head, in [0, ln C] nats; null where there is no head.</summary>
    public required double? LearnedAleatoric { get; init; }
}
