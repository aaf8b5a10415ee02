namespace Uncertainty.Evaluation;

/// <summary>What a report says of itself, and how long its lists are.</summary>
public abstract record ReportOptions
{
    private readonly string _model = "unnamed model";
    private readonly string _data = "unnamed data";
    private readonly int _mostUncertain = 10;
    private readonly int? _distinctScores;

    private protected ReportOptions()
    {
    }

    /// <summary>Name of the model. Default "unnamed model"; not empty.</summary>
    /// <exception cref="ArgumentException">The value is empty.</exception>
    public string Model
    {
        get => _model;
        init => _model = Named(value, nameof(Model));
    }

    /// <summary>Name of the data set. Default "unnamed data"; not empty.</summary>
    /// <exception cref="ArgumentException">The value is empty.</exception>
    public string Data
    {
        get => _data;
        init => _data = Named(value, nameof(Data));
    }

    /// <summary>The report's date. Default null: none, so that the same predictions give the same file. No clock is read.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>How many of the most uncertain inputs are listed. Default 10; at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 0.</exception>
    public int MostUncertain
    {
        get => _mostUncertain;
        init => _mostUncertain = Guard.AtLeast(value, 0, nameof(MostUncertain));
    }

    /// <summary>
    /// How many scores are kept apart for each number that needs their order, at up to 180 bytes each. Default null: all of them where all
    /// predictions are given at once, 32,768 where they come in parts. At least 16.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 16.</exception>
    public int? DistinctScores
    {
        get => _distinctScores;
        init => _distinctScores = value is { } scores ? Guard.AtLeast(scores, ScoreSketch.LeastCapacity, nameof(DistinctScores)) : null;
    }

    private static string Named(string value, string name) =>
        !string.IsNullOrWhiteSpace(value) ? value : throw new ArgumentException("must not be empty.", name);

    /// <summary>A copy of shares that are in range.</summary>
    private protected static IReadOnlyList<double> Shares(IReadOnlyList<double> values, double most, string name)
    {
        Guard.NotNull(values, name);
        foreach (double value in values)
        {
            if (!(value > 0 && value <= most))
            {
                throw new ArgumentOutOfRangeException(name, value, "must be greater than 0 and less than 1.");
            }
        }

        return [.. values];
    }

    /// <summary>A copy of names, one for each of what is named.</summary>
    private protected static IReadOnlyList<string>? Names(IReadOnlyList<string>? values, string name) => values is null
        ? null
        : [.. values.Select(value => Named(value, name))];
}
