using System.Globalization;

namespace Uncertainty.ActiveLearning;

/// <summary>
/// Ends the loop when new labels change the predictions no more: when the mean of Cohen's κ between the predictions of consecutive rounds, over
/// the last few rounds, is high. Needs no labelled validation data, but <see cref="ActiveLearningOptions.StabilityInputs"/>.
/// </summary>
/// <remarks>Bloodgood and Vijay-Shanker, "A Method for Stopping Active Learning Based on Stabilizing Predictions", CoNLL 2009, Section 3.</remarks>
public sealed class StablePredictions : IStopRule
{
    private readonly double _agreement;
    private readonly int _rounds;

    /// <summary>Says how much agreement is enough.</summary>
    /// <param name="agreement">Mean κ from which on the loop ends. Default 0.99, as in the paper; in range [0, 1].</param>
    /// <param name="rounds">Comparisons of consecutive rounds that the mean is over. Default 3, as in the paper; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public StablePredictions(double agreement = 0.99, int rounds = 3)
    {
        _agreement = Guard.InRange(agreement, 0, 1);
        _rounds = Guard.AtLeast(rounds, 1);
    }

    /// <inheritdoc/>
    public string? Reason(IReadOnlyList<ActiveLearningRound> rounds)
    {
        Guard.NotNull(rounds);
        if (rounds.Count <= _rounds)
        {
            return null;
        }

        double mean = rounds.TakeLast(_rounds).Average(round => round.Agreement ?? throw new InvalidOperationException(
            $"Round {round.Number} was not compared with the one before: give {nameof(ActiveLearningOptions.StabilityInputs)}."));
        return mean >= _agreement
            ? string.Create(CultureInfo.InvariantCulture, $"the predictions of the last {_rounds + 1} rounds agree, with a mean κ of {mean:G4}")
            : null;
    }
}
