using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Evaluation;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <summary>
/// Groups of like inputs in a pool, made once and used for every batch that is chosen from it: hierarchical clustering of features by average
/// linkage of squared Euclidean distances. Immutable; holds a number for each input and no tensors.
/// </summary>
/// <remarks>
/// No N × N matrix is made: memory is that of the features, time that of M² distances, M ≤ <see cref="ClusteringOptions.Sample"/>. Equal
/// distances are merged in the order of the inputs. Clusters are numbered by the lowest input in them.
/// </remarks>
public sealed class PoolClusters
{
    private const string Kind = "pool clusters";
    private const int FileVersion = 1;

    private readonly int[] _assigned;

    private PoolClusters(int[] assigned, ClusteringOptions options)
    {
        _assigned = assigned;
        Options = options;
        Count = assigned.Max() + 1;
    }

    /// <summary>How they were made.</summary>
    public ClusteringOptions Options { get; }

    /// <summary>Number of inputs N.</summary>
    public int Inputs => _assigned.Length;

    /// <summary>Number of clusters; none is empty.</summary>
    public int Count { get; }

    /// <summary>Number of the cluster of an input, in [0, <see cref="Count"/>).</summary>
    /// <param name="index">Number of the input in the pool.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such input.</exception>
    public int this[int index] => index >= 0 && index < _assigned.Length
        ? _assigned[index]
        : throw new ArgumentOutOfRangeException(nameof(index), index, $"must be in range [0, {_assigned.Length - 1}].");

    /// <summary>Clusters features.</summary>
    /// <param name="features">[N, F] features of all inputs of the pool, in order; finite.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Told the share of the merges that are done.</param>
    /// <param name="cancellationToken">Looked at between merges.</param>
    /// <exception cref="ArgumentException"><paramref name="features"/> are not [N, F] or not finite.</exception>
    public static PoolClusters Fit(
        Tensor features, ClusteringOptions? options = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        Guard.Rank(features, 2, "[N, F]");
        Guard.Finite(features);
        return Fit(new FeatureRows(features), options ?? new ClusteringOptions(), progress, cancellationToken);
    }

    /// <summary>Clusters the inputs of a pool by what a reader sees in them.</summary>
    /// <param name="pool">The pool; stays the caller's.</param>
    /// <param name="reader">Where features come from.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="batch">Inputs that are read together. Default 1000; at least 1.</param>
    /// <param name="progress">Told the share of the merges that are done.</param>
    /// <param name="cancellationToken">Looked at between forward passes and between merges.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="batch"/> is below 1.</exception>
    public static PoolClusters Fit(
        IPool pool,
        FeatureReader reader,
        ClusteringOptions? options = null,
        int batch = 1000,
        IProgress<double>? progress = null,
        CancellationToken cancellationToken = default)
    {
        Guard.NotNull(pool);
        Guard.NotNull(reader);
        Guard.AtLeast(batch, 1);
        using CandidateFeatures features = new PoolReading(pool, batch).Features([.. Enumerable.Range(0, pool.Count)], [], reader, cancellationToken);
        return Fit(features.Values, options, progress, cancellationToken);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="path">Where it is.</param>
    /// <exception cref="InvalidDataException">The file is damaged, cut off, of another kind, or of a newer version.</exception>
    public static PoolClusters Load(string path)
    {
        using TensorFile file = TensorFile.Load(path, Kind, FileVersion);
        using DisposeScope scope = torch.NewDisposeScope();
        int[] assigned = [.. file.Get("clusters", torch.ScalarType.Int64, -1).data<long>().ToArray().Select(number => checked((int)number))];
        HashSet<int> numbers = [.. assigned];
        if (assigned.Length == 0 || assigned.Min() != 0 || assigned.Max() != numbers.Count - 1)
        {
            throw file.Wrong("its clusters must be numbers from 0 on, with none left out.");
        }

        return file.Make(() => new PoolClusters(assigned, new ClusteringOptions
        {
            MeanSize = file.Count("mean_size"),
            Normalise = file.Flag("normalise"),
            Sample = file.Count("sample"),
            Seed = file.Integer("seed"),
        }));
    }

    /// <summary>Saves the clusters and the options, so that a labelling that takes weeks goes on with the same ones.</summary>
    /// <param name="path">Where; a file that is there already is replaced.</param>
    public void Save(string path)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        KeyValuePair<string, string>[] settings =
        [
            new("mean_size", $"{Options.MeanSize}"),
            new("normalise", $"{Options.Normalise}"),
            new("sample", $"{Options.Sample}"),
            new("seed", $"{Options.Seed}"),
        ];
        TensorFile.Save(path, Kind, FileVersion, settings, [("clusters", torch.tensor(_assigned.Select(number => (long)number).ToArray()))]);
    }

    /// <summary>Clusters rows, which are overwritten.</summary>
    internal static PoolClusters Fit(FeatureRows rows, ClusteringOptions options, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        if (options.Normalise)
        {
            rows.Normalise();
        }

        int[] drawn = Drawn(rows.Count, options);
        int clusters = (drawn.Length + options.MeanSize - 1) / options.MeanSize;
        int[] sampled = AverageLinkage.Cut(AverageLinkage.Merge(rows.Select(drawn), progress, cancellationToken), clusters);
        return new PoolClusters(
            drawn.Length == rows.Count ? sampled : NearestClusters.Extend(rows, drawn, sampled, cancellationToken), options);
    }

    private static int[] Drawn(int count, ClusteringOptions options) => count <= options.Sample
        ? [.. Enumerable.Range(0, count)]
        : [.. Enumerable.Range(0, count).OrderBy(i => Seeds.Uniform(options.Seed, i)).Take(options.Sample).Order()];
}
