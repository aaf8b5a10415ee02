namespace AcquisitionSpeed;

/// <summary>Seconds of each round: of both ways, and those of the library's that went into the scores.</summary>
internal sealed record Rounds(int Inputs, double[] Naive, double[] Library, double[] Scores)
{
    /// <summary>Measures both in turn, round after round, so that a busy machine disturbs them alike.</summary>
    internal static Rounds Measure(Subject subject, bool quick, int rounds, Action advance)
    {
        Rounds measured = new(subject.Inputs, new double[rounds], new double[rounds], new double[rounds]);
        for (int round = 0; round < rounds; round++)
        {
            measured.Naive[round] = subject.Naive(subject.Workload.PassesAtMost(quick));
            (measured.Library[round], measured.Scores[round]) = subject.Library();
            advance();
        }

        return measured;
    }
}
