using TorchSharp;
using Uncertainty.Evaluation;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>
/// DICE, directed sparsification: of the last layer's weights only those are used that contribute most on the training data, and the score
/// is the energy of the logits that they give.
/// </summary>
/// <remarks>
/// Sun, Li, "DICE: Leveraging Sparsification for Out-of-Distribution Detection", ECCV 2022. The contribution of a weight is it
/// times the mean of its feature over the batches; those above the p-th percentile of all, with linear interpolation, are kept, and all
/// biases. One pass over the batches, without labels; 8 F bytes.
/// </remarks>
public sealed class DiceDetector : ActivationDetector
{
    private const string FileKind = "DICE detector";
    private const string PercentileKey = "percentile";
    private const string ThresholdKey = "threshold";
    private const string MaskPart = "mask";

    private readonly LinearHead _sparse;

    private DiceDetector(FeatureReader reader, LinearHead head, Tensor mask, LinearHead sparse, double threshold, DiceOptions options)
        : base(reader, head, [mask, sparse])
    {
        _sparse = sparse;
        Mask = mask;
        Threshold = threshold;
        Options = options;
    }

    /// <summary>How it was fitted.</summary>
    public DiceOptions Options { get; }

    /// <summary>The contribution above which weights are kept.</summary>
    public double Threshold { get; }

    /// <summary>[C, F] which weights are kept, as booleans. The detector's; not to be disposed.</summary>
    public Tensor Mask { get; }

    private protected override string Kind => FileKind;

    private protected override IReadOnlyList<KeyValuePair<string, string>> Settings =>
        [new(PercentileKey, TensorFile.Exact(Options.Percentile)), new(ThresholdKey, TensorFile.Exact(Threshold))];

    private protected override IReadOnlyList<(string Name, Tensor Value)> Parts => [(MaskPart, Mask), .. FeatureFiles.Parts(Head)];

    /// <summary>Finds the weights that contribute most.</summary>
    /// <param name="reader">Where features come from; one layer, with a head.</param>
    /// <param name="batches">Inputs [B, …] of the training data.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Told of every batch.</param>
    /// <param name="cancellationToken">Looked at before every batch.</param>
    /// <exception cref="ArgumentException">
    /// No weight contributes more than the others, the batches are bad or none, or the reader has several layers or no head.
    /// </exception>
    /// <exception cref="InvalidOperationException">The network's outputs are not those of its head.</exception>
    public static DiceDetector Fit(
        FeatureReader reader,
        IEnumerable<Tensor> batches,
        DiceOptions? options = null,
        IProgress<DetectorProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        Guard.NotNull(batches);
        DiceOptions chosen = options ?? new DiceOptions();
        return HeadCheck.With(HeadCheck.Of(reader), head =>
        {
            using GroupMoments moments = new(scatter: false);
            foreach (FeatureReading reading in new FeatureStream(reader, 1, progress, cancellationToken).Read(batches))
            {
                if (moments.Groups == 0)
                {
                    HeadCheck.Verify(head, reading, reader.Layers[0]);
                }

                moments.Add(reading.Features);
            }

            using DisposeScope scope = torch.NewDisposeScope();
            Tensor contributions = head.Weight * moments.Mean();
            using PercentileSketch all = new((int)contributions.numel() + 1);
            all.Add(contributions);
            double threshold = all.Percentile(chosen.Percentile);
            Tensor mask = contributions.gt(threshold);
            return mask.any().item<bool>()
                ? Make(reader, head, mask, threshold, chosen)
                : throw FitErrors.Batches("must have features that differ: no weight contributes more to the logits than all others.");
        });
    }

    /// <inheritdoc cref="VimDetector.Load"/>
    public static DiceDetector Load(string path, FeatureReader reader) => Load(
        path,
        FileKind,
        reader,
        (file, head) => Make(
            reader,
            head,
            file.Get(MaskPart, torch.ScalarType.Bool, head.Classes, head.Features).to(head.Weight.device),
            file.Number(ThresholdKey),
            new DiceOptions { Percentile = file.Number(PercentileKey) }));

    private protected override Tensor Shape(Tensor features) => features;

    private protected override Tensor ScoreReading(FeatureReading reading) => _sparse.Apply(reading.Features).logsumexp(1).neg();

    private static DiceDetector Make(FeatureReader reader, LinearHead head, Tensor mask, double threshold, DiceOptions options) =>
        new(reader, head, mask, new LinearHead(head.Weight * mask, head.Bias), threshold, options);
}
