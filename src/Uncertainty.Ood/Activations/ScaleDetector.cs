using Uncertainty.Evaluation;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>
/// SCALE: each input's features are multiplied by exp(sum of all / sum of the largest), and the score is the energy of the logits that they
/// give. No feature is dropped, so that predictions stay. Nothing is fitted.
/// </summary>
/// <remarks>
/// Xu, Chen, Franchi, Yao, "Scaling for Training Time and Post-hoc Out-of-distribution Detection Enhancement", ICLR 2024.
/// The largest are F - round(F p / 100), halves rounded to the even number. Features that are all 0 stay so.
/// </remarks>
public sealed class ScaleDetector : ActivationDetector
{
    private const string FileKind = "SCALE detector";
    private const string PercentileKey = "percentile";

    private readonly int _kept;
    private readonly string _layer;

    /// <summary>Reads features.</summary>
    /// <param name="reader">Where features come from; one layer, with a head.</param>
    /// <param name="percentile">
    /// How many percent of the features are not among the largest, p, in [0, 100). Default 85.
    /// </param>
    /// <exception cref="ArgumentException">The reader has several layers or no head, or no feature would be among the largest.</exception>
    public ScaleDetector(FeatureReader reader, double percentile = 85)
        : this(reader, HeadCheck.Of(reader), percentile)
    {
    }

    private ScaleDetector(FeatureReader reader, LinearHead head, double percentile)
        : base(reader, head)
    {
        _layer = reader.Layers[0];
        _kept = HeadCheck.With(head, known => ActivationShaping.Kept(known.Features, percentile, nameof(percentile)));
        Percentile = percentile;
    }

    /// <summary>How many percent of the features are not among the largest.</summary>
    public double Percentile { get; }

    private protected override string Kind => FileKind;

    private protected override IReadOnlyList<KeyValuePair<string, string>> Settings => [new(PercentileKey, TensorFile.Exact(Percentile))];

    /// <inheritdoc cref="VimDetector.Load"/>
    public static ScaleDetector Load(string path, FeatureReader reader) =>
        Load(path, FileKind, HeadCheck.Require(reader), file => new ScaleDetector(reader, file.Number(PercentileKey)));

    private protected override Tensor ScoreReading(FeatureReading reading)
    {
        HeadCheck.VerifyFirst(Head, reading, _layer);
        return base.ScoreReading(reading);
    }

    private protected override Tensor Shape(Tensor features) => ActivationShaping.Scale(features, _kept);
}
