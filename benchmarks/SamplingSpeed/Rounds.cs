namespace SamplingSpeed;

/// <summary>The times of one case: for each way those of all rounds, in seconds.</summary>
internal sealed class Rounds
{
    private readonly Dictionary<string, double[]> _seconds = [];

    private Rounds()
    {
    }

    internal IReadOnlyDictionary<string, double[]> Seconds => _seconds;

    /// <summary>Measures every way in turn, round after round, so that a busy machine disturbs all of them alike.</summary>
    internal static Rounds Measure(IReadOnlyList<Way> ways, Subject subject, int draws, int rounds, Action advance)
    {
        Rounds measured = new();
        foreach (Way way in ways)
        {
            measured._seconds[way.Name] = new double[rounds];
        }

        for (int round = 0; round < rounds; round++)
        {
            foreach (Way way in ways)
            {
                measured._seconds[way.Name][round] = way.Seconds(subject, draws);
            }

            advance();
        }

        return measured;
    }

    /// <summary>Each round's time of one way, as a multiple of that of another.</summary>
    internal IEnumerable<double> Ratio(string way, string over) =>
        _seconds[way].Zip(_seconds[over], (numerator, denominator) => numerator / denominator);
}
