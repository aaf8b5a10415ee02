using Uncertainty.Evaluation;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>
/// ASH, activation shaping: of each input's features only the largest are kept, and the score is the energy of the logits that they give.
/// Nothing is fitted.
/// </summary>
/// <remarks>
/// Djurisic, Bozanic, Ashok, Liu, "Extremely Simple Activation Shaping for Out-of-Distribution Detection", ICLR 2023, on
/// the penultimate features. Of F features F - round(F p / 100) are kept, halves rounded to the even number; of equal ones the first.
/// Features that are all 0 stay so.
/// </remarks>
public sealed class AshDetector : ActivationDetector
{
    private const string FileKind = "ASH detector";
    private const string VariantKey = "variant";
    private const string PercentileKey = "percentile";

    private readonly int _kept;
    private readonly string _layer;

    /// <summary>Reads features.</summary>
    /// <param name="reader">Where features come from; one layer, with a head.</param>
    /// <param name="variant">What becomes of the features that are kept. Default ASH-S.</param>
    /// <param name="percentile">
    /// How many percent of the features are dropped, p, in [0, 100). Default 90.
    /// </param>
    /// <exception cref="ArgumentException">The reader has several layers or no head, or no feature would be kept.</exception>
    public AshDetector(FeatureReader reader, AshVariant variant = AshVariant.Scale, double percentile = 90)
        : this(reader, Guard.Named(variant), HeadCheck.Of(reader), percentile)
    {
    }

    private AshDetector(FeatureReader reader, AshVariant variant, LinearHead head, double percentile)
        : base(reader, head)
    {
        _layer = reader.Layers[0];
        _kept = HeadCheck.With(head, known => ActivationShaping.Kept(known.Features, percentile, nameof(percentile)));
        Variant = variant;
        Percentile = percentile;
    }

    /// <summary>What becomes of the features that are kept.</summary>
    public AshVariant Variant { get; }

    /// <summary>How many percent of the features are dropped.</summary>
    public double Percentile { get; }

    private protected override string Kind => FileKind;

    private protected override IReadOnlyList<KeyValuePair<string, string>> Settings =>
        [new(VariantKey, Variant.ToString()), new(PercentileKey, TensorFile.Exact(Percentile))];

    /// <inheritdoc cref="VimDetector.Load"/>
    public static AshDetector Load(string path, FeatureReader reader) => Load(
        path,
        FileKind,
        HeadCheck.Require(reader),
        file => new AshDetector(reader, file.Named<AshVariant>(VariantKey), file.Number(PercentileKey)));

    private protected override Tensor ScoreReading(FeatureReading reading)
    {
        HeadCheck.VerifyFirst(Head, reading, _layer);
        return base.ScoreReading(reading);
    }

    private protected override Tensor Shape(Tensor features) => Variant switch
    {
        AshVariant.Prune => ActivationShaping.Prune(features, _kept),
        AshVariant.Binarise => ActivationShaping.Binarise(features, _kept),
        _ => ActivationShaping.PruneAndScale(features, _kept),
    };
}
