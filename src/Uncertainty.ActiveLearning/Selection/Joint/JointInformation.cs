using Uncertainty.Bnn;
using Device = TorchSharp.torch.Device;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <summary>
/// What a candidate adds to a batch, for a batch that grows: exact while all label configurations are few enough, then of sampled ones. The
/// tables of the shorter batches are kept: what a candidate adds to one of them is never less, and cheaper by the number of classes.
/// </summary>
/// <param name="draws">Number of draws S.</param>
/// <param name="configurations">Most configurations of an exact table, and how many are sampled, about.</param>
/// <param name="seed">Seed of the sampled labels.</param>
/// <param name="device">Where to compute.</param>
internal sealed class JointInformation(int draws, int configurations, long seed, Device device) : IDisposable
{
    private readonly List<LabelTable> _exact = [LabelTable.Empty(draws, 1, device)];
    private readonly List<Tensor> _chosen = [];
    private LabelTable? _sampled;

    /// <summary>The longest batch whose gains are exact: the number of chosen inputs, while that is so.</summary>
    public int Level => _exact.Count - 1;

    /// <summary>Whether the gains of the whole batch are exact.</summary>
    public bool IsExact => _sampled is null;

    /// <summary>The exact table of the first inputs chosen, as many as <paramref name="level"/>.</summary>
    public LabelTable Exact(int level) => _exact[level];

    /// <summary>Adds an input to the batch.</summary>
    /// <param name="probabilities">[S, C] of that input, in double precision.</param>
    public void Add(Tensor probabilities)
    {
        _chosen.Add(probabilities.alias().DetachFromDisposeScope());
        if (_sampled is null && _exact[^1].Rows * probabilities.shape[1] <= configurations)
        {
            _exact.Add(_exact[^1].WithAllLabels(probabilities));
            return;
        }

        // As many configurations of each draw: together they follow the mixture of the draws, as Kirsch et al. have them.
        int each = Math.Max(1, configurations / draws);
        LabelTable table = _sampled ?? LabelTable.Empty(draws, (long)draws * each, device);
        for (int step = _sampled is null ? 0 : _chosen.Count - 1; step < _chosen.Count; step++)
        {
            LabelTable longer = table.WithLabels(_chosen[step], Labels(_chosen[step], each, Seeds.Derive(seed, step)));
            table.Dispose();
            table = longer;
        }

        _sampled = table;
    }

    /// <summary>
    /// What candidates add to the batch, where their gains at <see cref="Level"/> are known: those themselves while they are exact; then what
    /// the sample says, and no more than they, as the true gains are not either.
    /// </summary>
    /// <param name="probabilities">[S, n, C] of the candidates, in double precision.</param>
    /// <param name="exact">Their gains at <see cref="Level"/>.</param>
    public double[] Gains(Tensor probabilities, double[] exact) =>
        _sampled is null ? exact : [.. _sampled.Gains(probabilities).Zip(exact, Math.Min)];

    /// <summary>Gives the tables back.</summary>
    public void Dispose()
    {
        foreach (IDisposable owned in (IEnumerable<IDisposable>)[.. _exact, .. _chosen])
        {
            owned.Dispose();
        }

        _sampled?.Dispose();
    }

    /// <summary>Labels of one input, drawn from each draw's probabilities.</summary>
    private long[] Labels(Tensor probabilities, int each, long key)
    {
        double[] rows = PlainNumbers.Of(probabilities);
        int classes = rows.Length / draws;
        long[] labels = new long[draws * each];
        for (int i = 0; i < labels.Length; i++)
        {
            ReadOnlySpan<double> row = rows.AsSpan(i / each * classes, classes);
            labels[i] = Label(row, Seeds.Uniform(key, i));
        }

        return labels;
    }

    private static long Label(ReadOnlySpan<double> probabilities, double uniform)
    {
        double sum = 0;
        foreach (double probability in probabilities)
        {
            sum += probability;
        }

        double reached = 0;
        int last = 0;
        for (int label = 0; label < probabilities.Length; label++)
        {
            reached += probabilities[label];

            // A label that cannot be is never drawn, whatever rounding does to the last sum.
            last = probabilities[label] > 0 ? label : last;
            if (uniform * sum < reached)
            {
                break;
            }
        }

        return last;
    }
}
