using Uncertainty.Evaluation;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>
/// ReAct: features are cut off at a percentile of the training data's, and the score is the energy of the logits that they give. Outliers
/// often owe their confidence to a few features that are far too large.
/// </summary>
/// <remarks>
/// Sun, Guo, Li, "ReAct: Out-of-distribution Detection With Rectified Activations", NeurIPS 2021. The percentile is of all features of all
/// inputs together, with linear interpolation. One pass over the batches, without labels, in 16 MB and another 8 for each doubling from two
/// million activations on: below 2²¹ of them the percentile is exact, beyond that <see cref="RankError"/> says how far off its rank can be.
/// </remarks>
public sealed class ReactDetector : ActivationDetector
{
    private const string FileKind = "ReAct detector";
    private const string PercentileKey = "percentile";
    private const string ThresholdKey = "threshold";
    private const string RankErrorKey = "rank error";

    private ReactDetector(FeatureReader reader, LinearHead head, double threshold, double rankError, ReactOptions options)
        : base(reader, head)
    {
        Threshold = threshold;
        RankError = rankError;
        Options = options;
    }

    /// <summary>How it was fitted.</summary>
    public ReactOptions Options { get; }

    /// <summary>Where features are cut off.</summary>
    public double Threshold { get; }

    /// <summary>
    /// By how large a part of all activations the rank of <see cref="Threshold"/> can be off; 0 where it is exact. Of 10⁹ activations it is
    /// below 10⁻⁵.
    /// </summary>
    public double RankError { get; }

    private protected override string Kind => FileKind;

    private protected override IReadOnlyList<KeyValuePair<string, string>> Settings =>
    [
        new(PercentileKey, TensorFile.Exact(Options.Percentile)),
        new(ThresholdKey, TensorFile.Exact(Threshold)),
        new(RankErrorKey, TensorFile.Exact(RankError)),
    ];

    private protected override IReadOnlyList<(string Name, Tensor Value)> Parts => FeatureFiles.Parts(Head);

    /// <summary>Finds the threshold.</summary>
    /// <param name="reader">Where features come from; one layer, with a head.</param>
    /// <param name="batches">Inputs [B, …] of the training data.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Told of every batch.</param>
    /// <param name="cancellationToken">Looked at before every batch.</param>
    /// <exception cref="ArgumentException">The batches are bad or none, or the reader has several layers or no head.</exception>
    /// <exception cref="InvalidOperationException">The network's outputs are not those of its head.</exception>
    public static ReactDetector Fit(
        FeatureReader reader,
        IEnumerable<Tensor> batches,
        ReactOptions? options = null,
        IProgress<DetectorProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        Guard.NotNull(batches);
        ReactOptions chosen = options ?? new ReactOptions();
        return HeadCheck.With(HeadCheck.Of(reader), head =>
        {
            using PercentileSketch activations = new(PercentileSketch.DefaultCapacity);
            foreach (FeatureReading reading in new FeatureStream(reader, 1, progress, cancellationToken).Read(batches))
            {
                if (activations.Count == 0)
                {
                    HeadCheck.Verify(head, reading, reader.Layers[0]);
                }

                activations.Add(reading.Features);
            }

            return new ReactDetector(reader, head, activations.Percentile(chosen.Percentile), activations.RankError, chosen);
        });
    }

    /// <inheritdoc cref="VimDetector.Load"/>
    public static ReactDetector Load(string path, FeatureReader reader) => Load(
        path,
        FileKind,
        reader,
        (file, head) => new ReactDetector(
            reader,
            head,
            file.Number(ThresholdKey),
            file.Number(RankErrorKey),
            new ReactOptions { Percentile = file.Number(PercentileKey) }));

    private protected override Tensor Shape(Tensor features) => features.clamp_max(Threshold);
}
