namespace Uncertainty.Evaluation.Tests.Conformal;

/// <summary>Scores and sets by comparing labels pairwise.</summary>
internal static class NaiveScores
{
    public static double Of(ReadOnlySpan<double> row, int label, ConformalClassifierOptions options, double u)
    {
        if (options.Score == LabelScore.LeastAmbiguous)
        {
            return 1 - row[label];
        }

        double reached = 0;
        double own = 0;
        int rank = 0;
        for (int other = 0; other < row.Length; other++)
        {
            bool entersWith = options.Ties == TieOrder.Together ? row[other] == row[label] : other == label;
            if (entersWith || IsBefore(row, other, label, options.Ties))
            {
                reached += row[other];
                rank++;
                own += entersWith ? row[other] : 0;
            }
        }

        double penalty = options.Score == LabelScore.AdaptiveSets ? 0 : options.Penalty * Math.Max(0, rank - options.FreeRanks);
        return reached + penalty - (options.Randomised ? u * own : 0);
    }

    public static int[] Set(ReadOnlySpan<double> row, double[] thresholds, ConformalClassifierOptions options, double u)
    {
        ConformalClassifierOptions plain = options with { Randomised = false };
        List<int> set = [];
        for (int label = 0; label < row.Length; label++)
        {
            double score = Of(row, label, options, u);
            if (options.Rule == SetRule.WithCrossingLabel)
            {
                score = double.NegativeInfinity;
                for (int other = 0; other < row.Length; other++)
                {
                    score = IsBefore(row, other, label, options.Ties) ? Math.Max(score, Of(row, other, plain, 0)) : score;
                }
            }

            if (score <= thresholds[label])
            {
                set.Add(label);
            }
        }

        if (set.Count == 0 && options.Rule == SetRule.NeverEmpty)
        {
            double[] all = row.ToArray();
            set.Add(options.Ties == TieOrder.HighestFirst ? Array.LastIndexOf(all, all.Max()) : Array.IndexOf(all, all.Max()));
        }

        return [.. set];
    }

    private static bool IsBefore(ReadOnlySpan<double> row, int other, int label, TieOrder ties) =>
        row[other] > row[label]
        || (row[other] == row[label]
            && ((ties == TieOrder.LowestFirst && other < label) || (ties == TieOrder.HighestFirst && other > label)));
}
