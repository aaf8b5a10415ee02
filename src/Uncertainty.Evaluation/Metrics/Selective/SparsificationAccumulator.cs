namespace Uncertainty.Evaluation;

/// <summary>
/// <see cref="SparsificationCurve"/> of predictions that come in parts, in memory that does not grow with their number. Exact while no more
/// uncertainties, and errors, differ than are kept apart; beyond that neighbouring ones go together. Not for several threads at once.
/// </summary>
public sealed class SparsificationAccumulator
{
    private readonly ScoreSketch _uncertainties;
    private readonly ScoreSketch _errors;

    /// <summary>Starts with no predictions.</summary>
    /// <param name="distinctScores">
    /// How many uncertainties, and as many errors, are kept apart, at up to 180 bytes each. Default 32,768; at least 16.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="distinctScores"/> is below 16.</exception>
    public SparsificationAccumulator(int distinctScores = ScoreSketch.DefaultCapacity)
    {
        _uncertainties = new ScoreSketch(Guard.AtLeast(distinctScores, ScoreSketch.LeastCapacity));
        _errors = new ScoreSketch(distinctScores);
    }

    /// <summary>Number of predictions so far.</summary>
    public long Count => _uncertainties.Count;

    /// <summary>Takes in more predictions: all of them, or none where one is bad.</summary>
    /// <param name="uncertainties">[N] uncertainties of any finite size; higher is less sure.</param>
    /// <param name="errors">[N] errors, absolute or squared, say; finite and at least 0.</param>
    /// <exception cref="ArgumentException">A span is empty or not finite, an error is below 0, or the lengths differ.</exception>
    public void Update(ReadOnlySpan<double> uncertainties, ReadOnlySpan<double> errors)
    {
        SpanGuard.NotEmpty(uncertainties);
        SpanGuard.Finite(uncertainties);
        SpanGuard.Length(errors.Length, uncertainties.Length, "one for each of uncertainties", nameof(errors));
        for (int i = 0; i < errors.Length; i++)
        {
            if (!(errors[i] >= 0 && double.IsFinite(errors[i])))
            {
                throw SpanGuard.Element("finite and at least 0", errors[i], i, nameof(errors));
            }
        }

        for (int i = 0; i < errors.Length; i++)
        {
            Add(uncertainties[i], errors[i]);
        }
    }

    /// <summary>The curve of all predictions so far; more may follow.</summary>
    /// <exception cref="InvalidOperationException">There is none yet.</exception>
    public SparsificationCurve Compute() => Count > 0
        ? SparsificationCurve.Read(_uncertainties.Groups(), _errors.Groups(), Count)
        : throw new InvalidOperationException("There is no prediction yet.");

    /// <summary>Takes in one prediction, checked before.</summary>
    internal void Add(double uncertainty, double error)
    {
        _uncertainties.Add(uncertainty, error);
        _errors.Add(error, error);
    }
}
