namespace Uncertainty.ActiveLearning;

/// <summary>How a <see cref="StreamSampler"/> decides, while the budget allows a query, whether an input's label is asked for.</summary>
/// <remarks>
/// Žliobaitė, Bifet, Pfahringer, Holmes, "Active Learning With Drifting Streaming Data", IEEE TNNLS 2014, on scores that are higher where more is to be
/// learnt instead of probabilities that are lower there: a query moves the threshold the other way. The budget is counted, not estimated.
/// </remarks>
public enum StreamRule
{
    /// <summary>Every input with the same probability, the budget's share. No model is run. What the other rules must beat.</summary>
    Random,

    /// <summary>Inputs that score at least <see cref="StreamSamplerOptions.Threshold"/>, which stays what it is.</summary>
    FixedThreshold,

    /// <summary>
    /// Inputs that score at least a threshold that follows the budget: a query raises it by the share <see cref="StreamSamplerOptions.Step"/>, an
    /// input that is let go lowers it by that share.
    /// </summary>
    VariableThreshold,

    /// <summary>
    /// The same, but each input is compared with the threshold times a random factor from N(1, <see cref="StreamSamplerOptions.Noise"/>²): also
    /// inputs that the model is sure of are asked for now and then, so that a change there is seen.
    /// </summary>
    RandomisedThreshold,
}
