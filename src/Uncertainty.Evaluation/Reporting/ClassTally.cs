namespace Uncertainty.Evaluation;

/// <summary>Confusions, and sums over the inputs of each class.</summary>
internal sealed class ClassTally(int classes)
{
    private readonly long[] _confusion = new long[(long)classes * classes];
    private readonly double[] _confidence = new double[classes];
    private readonly double[] _total = new double[classes];
    private readonly double[] _aleatoric = new double[classes];

    public void Add(in UncertainClass prediction)
    {
        int label = prediction.Label;
        _confusion[(label * classes) + prediction.Predicted]++;
        _confidence[label] += prediction.Confidence;
        _total[label] += prediction.Total;
        _aleatoric[label] += prediction.Aleatoric ?? 0;
    }

    public ConfusionMatrix Confusion() => new([.. _confusion], classes);

    public IReadOnlyList<ClassRow> Rows(IReadOnlyList<string> names, bool isSplit) =>
        [.. Enumerable.Range(0, classes).Select(c => Row(c, names[c], isSplit))];

    private ClassRow Row(int c, string name, bool isSplit)
    {
        long count = 0;
        long predicted = 0;
        for (int other = 0; other < classes; other++)
        {
            count += _confusion[(c * classes) + other];
            predicted += _confusion[(other * classes) + c];
        }

        double hits = _confusion[(c * classes) + c];
        return new ClassRow
        {
            Class = c,
            Name = name,
            Count = count,
            Predicted = predicted,
            Accuracy = Share(hits, count),
            Precision = Share(hits, predicted),
            F1 = Share(2 * hits, count + predicted),
            MeanConfidence = Share(_confidence[c], count),
            MeanTotal = Share(_total[c], count),
            MeanAleatoric = isSplit ? Share(_aleatoric[c], count) : null,
            MeanEpistemic = isSplit ? Share(_total[c] - _aleatoric[c], count) : null,
        };
    }

    private static double? Share(double sum, long count) => count == 0 ? null : sum / count;
}
