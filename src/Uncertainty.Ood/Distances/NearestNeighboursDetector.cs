using System.Globalization;
using TorchSharp;
using Uncertainty.Evaluation;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>
/// k nearest neighbours: the Euclidean distance from an input's features to the k-th nearest of the training data's, each divided by its
/// norm. No distribution is assumed. The features are kept, and saved with it.
/// </summary>
/// <remarks>
/// Sun, Ming, Zhu, Li, "Out-of-Distribution Detection with Deep Nearest Neighbors", ICML 2022, who have minus the distance. One
/// pass over the batches, without labels. The M features that are kept take 8 M F bytes, twice that while they are put together. Search is
/// exact: M F multiplications for an input.
/// </remarks>
public sealed class NearestNeighboursDetector : FeatureDetector
{
    private const string FileKind = "nearest neighbours detector";
    private const string NeighboursKey = "neighbours";
    private const string NormaliseKey = "normalise";
    private const string SamplesKey = "samples";
    private const string SeedKey = "seed";
    private const string All = "all";
    private const string BankPart = "bank";
    private const string OriginPart = "origin";

    private readonly Tensor _origin;
    private readonly NeighbourSearch _search;

    private NearestNeighboursDetector(FeatureReader reader, Tensor origin, NeighbourSearch search, NearestNeighboursOptions options)
        : base(reader, [search.Bank.shape[1]], [origin, .. search.Tensors])
    {
        _origin = origin;
        _search = search;
        Options = options;
    }

    /// <summary>How it was fitted.</summary>
    public NearestNeighboursOptions Options { get; }

    /// <summary>Number of features that were kept, M.</summary>
    public long Samples => _search.Bank.shape[0];

    private protected override string Kind => FileKind;

    private protected override IReadOnlyList<KeyValuePair<string, string>> Settings =>
    [
        new(NeighboursKey, Options.Neighbours.ToString(CultureInfo.InvariantCulture)),
        new(NormaliseKey, Options.Normalise.ToString()),
        new(SamplesKey, Options.Samples?.ToString(CultureInfo.InvariantCulture) ?? All),
        new(SeedKey, Options.Seed.ToString(CultureInfo.InvariantCulture)),
    ];

    private protected override IReadOnlyList<(string Name, Tensor Value)> Parts => [(BankPart, _search.Bank), (OriginPart, _origin)];

    /// <summary>Gathers features.</summary>
    /// <param name="reader">Where features come from; one layer.</param>
    /// <param name="batches">Inputs [B, …] of the training data.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Told of every batch.</param>
    /// <param name="cancellationToken">Looked at before every batch.</param>
    /// <exception cref="ArgumentException">
    /// There are fewer than k inputs, the batches are bad or none, or the reader has several layers.
    /// </exception>
    public static NearestNeighboursDetector Fit(
        FeatureReader reader,
        IEnumerable<Tensor> batches,
        NearestNeighboursOptions? options = null,
        IProgress<DetectorProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        FitErrors.OneLayer(reader);
        Guard.NotNull(batches);
        options ??= new NearestNeighboursOptions();
        if (options.Samples < options.Neighbours)
        {
            throw new ArgumentException(
                $"must keep at least {nameof(NearestNeighboursOptions.Neighbours)} = {options.Neighbours} samples; got "
                + $"{nameof(NearestNeighboursOptions.Samples)} = {options.Samples}.",
                nameof(options));
        }

        using FeatureBank bank = new(options.Samples, options.Seed);
        foreach (FeatureReading reading in new FeatureStream(reader, 1, progress, cancellationToken).Read(batches))
        {
            using DisposeScope inner = torch.NewDisposeScope();
            bank.Add(options.Normalise ? Unit(reading.Features) : reading.Features);
        }

        if (bank.Count < options.Neighbours)
        {
            throw FitErrors.Batches(
                $"must hold at least {nameof(NearestNeighboursOptions.Neighbours)} = {options.Neighbours} inputs; got {bank.Count}.");
        }

        using DisposeScope scope = torch.NewDisposeScope();
        Tensor rows = bank.Rows();
        Tensor origin = rows.mean([0]);
        return new NearestNeighboursDetector(reader, origin, new NeighbourSearch(rows.sub_(origin), options.Neighbours), options);
    }

    /// <inheritdoc cref="MahalanobisDetector.Load"/>
    public static NearestNeighboursDetector Load(string path, FeatureReader reader) => Load(path, FileKind, reader, file =>
    {
        NearestNeighboursOptions options = new()
        {
            Neighbours = file.Count(NeighboursKey),
            Normalise = file.Flag(NormaliseKey),
            Samples = file.Text(SamplesKey) == All ? null : file.Count(SamplesKey),
            Seed = file.Integer(SeedKey),
        };
        Tensor bank = file.Get(BankPart, torch.ScalarType.Float64, -1, -1);
        if (bank.shape[0] < options.Neighbours)
        {
            throw file.Wrong($"it holds {bank.shape[0]} features, of which the {options.Neighbours}-th nearest is to be found.");
        }

        FeatureFiles.CheckWidth(file, reader, bank.shape[1]);
        Tensor origin = file.Get(OriginPart, torch.ScalarType.Float64, bank.shape[1]);
        return new NearestNeighboursDetector(reader, origin, new NeighbourSearch(bank, options.Neighbours), options);
    });

    private protected override Tensor ScoreReading(FeatureReading reading)
    {
        Tensor rows = Options.Normalise ? Unit(reading.Features) : reading.Features;
        return _search.Distances(rows - _origin.to(rows.device));
    }

    /// <summary>Rows of norm 1; those of zeros stay.</summary>
    private static Tensor Unit(Tensor features)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor norms = features.square().sum(1, true).sqrt();
        return (features / torch.where(norms.eq(0), torch.ones_like(norms), norms)).MoveToOuterDisposeScope();
    }
}
