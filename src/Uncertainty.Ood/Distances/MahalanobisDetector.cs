using System.Globalization;
using TorchSharp;
using Uncertainty.Evaluation;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>
/// Mahalanobis distance: the features of each class are taken for normal, with a mean of its own and one covariance for all, and the score
/// is the squared distance to the nearest mean. Of several layers the distances are standardised and added.
/// </summary>
/// <remarks>
/// Lee, Lee, Lee, Shin, "A Simple Unified Framework for Detecting Out-of-Distribution Samples and Adversarial Attacks", NeurIPS 2018, Eq.
/// (1) and (2), without its perturbation of inputs. The covariance divides by N. Layers are put together without outliers; the paper fits a
/// logistic regression to some. One pass over the batches for one layer or given weights, two for several layers; 8 (F² + C F) bytes for
/// each.
/// </remarks>
public sealed class MahalanobisDetector : FeatureDetector
{
    private const string FileKind = "Mahalanobis detector";
    private const string UnbiasedKey = "unbiased";
    private const string RidgeKey = "ridge";
    private const string GivenKey = "given weights";
    private const string OffsetKey = "offset";
    private const string WeightsPart = "weights";

    private readonly IReadOnlyList<ClassGaussians> _layers;
    private readonly Tensor _weights;
    private readonly double _offset;

    private MahalanobisDetector(
        FeatureReader reader, IReadOnlyList<ClassGaussians> layers, Tensor weights, double offset, MahalanobisOptions options)
        : base(reader, [.. layers.Select(layer => layer.Width)], [weights, .. layers.SelectMany(layer => layer.Tensors)])
    {
        _layers = layers;
        _weights = weights;
        _offset = offset;
        Options = options;
    }

    /// <summary>How it was fitted.</summary>
    public MahalanobisOptions Options { get; }

    /// <summary>Number of classes C.</summary>
    public int Classes => _layers[0].Groups;

    private protected override string Kind => FileKind;

    private protected override IReadOnlyList<KeyValuePair<string, string>> Settings =>
    [
        new(UnbiasedKey, Options.Unbiased.ToString()),
        new(RidgeKey, TensorFile.Exact(Options.Ridge)),
        new(GivenKey, (Options.LayerWeights is not null).ToString()),
        new(OffsetKey, TensorFile.Exact(_offset)),
    ];

    private protected override IReadOnlyList<(string Name, Tensor Value)> Parts =>
        [(WeightsPart, _weights), .. _layers.SelectMany((layer, index) => layer.Parts(Prefix(index)))];

    /// <summary>Fits means and covariance.</summary>
    /// <param name="reader">Where features come from; one layer or several.</param>
    /// <param name="batches">
    /// Inputs [B, …] of the training data and labels [B], which number the classes from 0 without gaps; at least two inputs of each.
    /// Enumerated twice for several layers without given weights.
    /// </param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Told of every batch.</param>
    /// <param name="cancellationToken">Looked at before every batch.</param>
    /// <exception cref="ArgumentException">
    /// The covariance is singular, a class has fewer than two inputs, the batches are bad or none, or there are not as many weights as
    /// layers.
    /// </exception>
    public static MahalanobisDetector Fit(
        FeatureReader reader,
        IEnumerable<(Tensor Inputs, Tensor Labels)> batches,
        MahalanobisOptions? options = null,
        IProgress<DetectorProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        Guard.NotNull(reader);
        Guard.NotNull(batches);
        options ??= new MahalanobisOptions();
        if (options.LayerWeights is { } given && given.Count != reader.Layers.Count)
        {
            throw new ArgumentException(
                $"must have as many {nameof(MahalanobisOptions.LayerWeights)} as the reader has layers, {reader.Layers.Count}; got "
                + $"{given.Count}.",
                nameof(options));
        }

        bool standardise = options.LayerWeights is null && reader.Layers.Count > 1;
        FeatureStream stream = new(reader, standardise ? 2 : 1, progress, cancellationToken);
        IReadOnlyList<ClassGaussians> layers = MahalanobisFit.Layers(reader, stream.Read(batches), options);
        try
        {
            (double[] weights, double offset) = standardise
                ? MahalanobisFit.Standardisation(reader, layers, stream.Read(batches))
                : (options.LayerWeights?.ToArray() ?? [1], 0);
            using DisposeScope scope = torch.NewDisposeScope();
            return new MahalanobisDetector(reader, layers, torch.tensor(weights), offset, options);
        }
        catch
        {
            MahalanobisFit.Release(layers);
            throw;
        }
    }

    /// <summary>Reads what <see cref="FeatureDetector.Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="reader">Where features come from: of a network with the weights it had then.</param>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, holds something else or is of a newer version, or the reader's layers do not go with it.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static MahalanobisDetector Load(string path, FeatureReader reader) => Load(path, FileKind, reader, file =>
    {
        ClassGaussians[] layers = [.. reader.Layers.Select((_, index) => ClassGaussians.Load(file, Prefix(index)))];
        Array.ForEach(layers, layer => FeatureFiles.CheckWidth(file, reader, layer.Width));
        double[] weights = file.Numbers(WeightsPart, layers.Length);
        MahalanobisOptions options = new()
        {
            Unbiased = file.Flag(UnbiasedKey),
            Ridge = file.Number(RidgeKey),
            LayerWeights = file.Flag(GivenKey) ? weights : null,
        };
        return new MahalanobisDetector(reader, layers, torch.tensor(weights), file.Number(OffsetKey), options);
    });

    /// <summary>Squared distances to the means of all classes in one layer.</summary>
    /// <param name="inputs">[N, …] inputs; finite, N at least 1.</param>
    /// <param name="layer">Which of the reader's layers, from 0.</param>
    /// <returns>[N, C] squared distances in double precision. A new tensor, the caller's.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    public Tensor SquaredDistances(Tensor inputs, int layer = 0)
    {
        if (layer < 0 || layer >= _layers.Count)
        {
            throw new ArgumentOutOfRangeException(nameof(layer), layer, $"must be in range [0, {_layers.Count - 1}].");
        }

        return Read(inputs, reading => _layers[layer].SquaredDistances(reading.Layers[layer]));
    }

    private protected override Tensor ScoreReading(FeatureReading reading)
    {
        Tensor nearest = MahalanobisFit.Nearest(_layers, reading);
        return nearest.matmul(_weights.to(nearest.device)) - _offset;
    }

    private static string Prefix(int layer) => layer.ToString(CultureInfo.InvariantCulture) + " ";
}
