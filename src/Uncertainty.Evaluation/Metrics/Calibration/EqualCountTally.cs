namespace Uncertainty.Evaluation;

/// <summary>Counts confidences into bins of equal counts, whose edges follow from all of them.</summary>
internal sealed class EqualCountTally(int bins, int distinct) : ReliabilityTally
{
    private readonly ScoreSketch _confidences = new(distinct);

    public override void Add(double confidence, bool correct) => _confidences.Add(confidence, correct ? 1 : 0);

    public override ReliabilityBin[] Bins() => Read(_confidences, bins);

    /// <summary>
    /// The bins of confidences whose value is 1 where the prediction is right. What a bin takes of a group of equal confidences it takes in the
    /// group's proportions.
    /// </summary>
    internal static ReliabilityBin[] Read(ScoreSketch confidences, int bins)
    {
        ReliabilityBin[] result = new ReliabilityBin[bins];
        using IEnumerator<ScoreGroup> groups = confidences.Groups().GetEnumerator();
        ScoreGroup group = default;
        long left = 0;
        for (int bin = 0; bin < bins; bin++)
        {
            long count = (confidences.Count / bins) + (bin < confidences.Count % bins ? 1 : 0);
            double confidence = 0;
            double correct = 0;
            double lowest = double.NaN;
            double highest = double.NaN;
            for (long open = count; open > 0;)
            {
                if (left == 0)
                {
                    groups.MoveNext();
                    group = groups.Current;
                    left = group.Count;
                }

                long taken = Math.Min(left, open);
                confidence += taken * group.Mean;
                correct += group.ValueSum * ((double)taken / group.Count);
                lowest = open == count ? group.Lowest : lowest;
                highest = group.Highest;
                left -= taken;
                open -= taken;
            }

            result[bin] = new ReliabilityBin(lowest, highest, count, confidence / count, correct / count);
        }

        return result;
    }
}
