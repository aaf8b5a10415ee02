using TorchSharp;
using Uncertainty.Evaluation;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>
/// SHE, simplified Hopfield energy: features are compared with one stored pattern of the class that the network predicts, the mean over the
/// training data that it classifies correctly.
/// </summary>
/// <remarks>
/// Zhang et al., "Out-of-Distribution Detection based on In-Distribution Data Patterns Memorization with Modern Hopfield Energy", ICLR
/// 2023, who have the sign of the inner product. One pass over the batches; 8 C F bytes. Of equal logits the first counts.
/// </remarks>
public sealed class SheDetector : FeatureDetector
{
    private const string FileKind = "SHE detector";
    private const string MetricKey = "metric";
    private const string PatternsPart = "patterns";

    private readonly string _layer;

    private SheDetector(FeatureReader reader, Tensor patterns, SheOptions options)
        : base(reader, [patterns.shape[1]], [patterns])
    {
        _layer = reader.Layers[0];
        Patterns = patterns;
        Options = options;
    }

    /// <summary>How it was fitted.</summary>
    public SheOptions Options { get; }

    /// <summary>[C, F] the pattern of each class. The detector's; not to be disposed.</summary>
    public Tensor Patterns { get; }

    private protected override string Kind => FileKind;

    private protected override IReadOnlyList<KeyValuePair<string, string>> Settings => [new(MetricKey, Options.Metric.ToString())];

    private protected override IReadOnlyList<(string Name, Tensor Value)> Parts => [(PatternsPart, Patterns)];

    /// <summary>Fits the patterns.</summary>
    /// <param name="reader">Where features come from; one layer of a network that gives [N, C] logits, or with a head.</param>
    /// <param name="batches">Inputs [B, …] of the training data and labels [B], below C.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Told of every batch.</param>
    /// <param name="cancellationToken">Looked at before every batch.</param>
    /// <exception cref="ArgumentException">
    /// No input of some class is classified correctly, a label is C or more, the batches are bad or none, or the reader has several layers.
    /// </exception>
    /// <exception cref="InvalidOperationException">The reader gives no [N, C] logits.</exception>
    public static SheDetector Fit(
        FeatureReader reader,
        IEnumerable<(Tensor Inputs, Tensor Labels)> batches,
        SheOptions? options = null,
        IProgress<DetectorProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        string layer = FitErrors.OneLayer(reader);
        Guard.NotNull(batches);
        using GroupMoments moments = new(scatter: false);
        long classes = 0;
        foreach ((FeatureReading reading, Tensor labels) in new FeatureStream(reader, 1, progress, cancellationToken).Read(batches))
        {
            using DisposeScope inner = torch.NewDisposeScope();
            Tensor predicted = Predicted(reading, layer, classes);
            classes = reading.Logits!.shape[1];
            Tensor given = labels.to(predicted.device);
            long highest = given.max().item<long>();
            if (highest >= classes)
            {
                throw FitErrors.Batches($"must have labels below {classes}, the number of logits; the highest is {highest}.");
            }

            Tensor correct = given.eq(predicted).nonzero().squeeze(1);
            if (correct.shape[0] > 0)
            {
                moments.Add(reading.Features.index_select(0, correct), given.index_select(0, correct));
            }
        }

        RequirePatterns(moments, classes);
        using DisposeScope scope = torch.NewDisposeScope();
        return new SheDetector(reader, moments.Means(), options ?? new SheOptions());
    }

    /// <inheritdoc cref="MahalanobisDetector.Load"/>
    public static SheDetector Load(string path, FeatureReader reader) => Load(path, FileKind, reader, file =>
    {
        Tensor patterns = file.Get(PatternsPart, torch.ScalarType.Float64, -1, -1);
        FeatureFiles.CheckWidth(file, reader, patterns.shape[1]);
        return new SheDetector(reader, patterns, new SheOptions { Metric = file.Named<SheMetric>(MetricKey) });
    });

    private protected override Tensor ScoreReading(FeatureReading reading)
    {
        Tensor features = reading.Features;
        Tensor patterns = Patterns.to(features.device).index_select(0, Predicted(reading, _layer, Patterns.shape[0]));
        switch (Options.Metric)
        {
            case SheMetric.Euclidean:
                return (features - patterns).square().sum(1).sqrt();
            case SheMetric.Cosine:
                Tensor norms = features.square().sum(1).sqrt() * patterns.square().sum(1).sqrt();
                return (features * patterns).sum(1).neg() / torch.where(norms.eq(0), torch.ones_like(norms), norms);
            default:
                return (features * patterns).sum(1).neg();
        }
    }

    /// <summary>[N] classes with the largest logit, in the current dispose scope.</summary>
    private static Tensor Predicted(FeatureReading reading, string layer, long classes)
    {
        if (reading.Logits is not { ndim: 2 } logits || logits.shape[1] < 2 || (classes > 0 && logits.shape[1] != classes))
        {
            throw new InvalidOperationException(
                $"The predicted class is needed: beside layer '{layer}' the reader must give [N, {(classes > 0 ? classes : "C")}] logits; "
                + $"got {(reading.Logits is null ? "none" : $"[{string.Join(", ", reading.Logits.shape)}]")}.");
        }

        return logits.argmax(1);
    }

    private static void RequirePatterns(GroupMoments moments, long classes)
    {
        IReadOnlyList<long> counts = moments.Groups == 0 ? [] : moments.Counts;
        int[] without = [.. Enumerable.Range(0, (int)classes).Where(group => group >= counts.Count || counts[group] == 0)];
        if (without.Length > 0)
        {
            throw FitErrors.Batches(
                $"must hold at least one input of each of the {classes} classes that the network classifies correctly; there is none of "
                + $"class {FitErrors.List(without)}. Give more inputs, or train the network further.");
        }
    }
}
