using TorchSharp;
using Uncertainty.Evaluation;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>
/// Relative Mahalanobis distance: the squared distance to the nearest class mean, as <see cref="MahalanobisDetector"/> has it, less the
/// squared distance to the mean of all inputs under the covariance of all. What is common to all classes no longer counts, which helps
/// where outliers are near.
/// </summary>
/// <remarks>
/// Ren et al., "A Simple Fix to Mahalanobis Distance for Improving Near-OOD Detection", 2021. Both covariances divide by N. One
/// pass over the batches; 8 (2 F² + C F) bytes.
/// </remarks>
public sealed class RelativeMahalanobisDetector : FeatureDetector
{
    private const string FileKind = "relative Mahalanobis detector";
    private const string RidgeKey = "ridge";
    private const string ClassesPrefix = "classes ";
    private const string BackgroundPrefix = "background ";

    private readonly ClassGaussians _classes;
    private readonly ClassGaussians _background;

    private RelativeMahalanobisDetector(
        FeatureReader reader, ClassGaussians classes, ClassGaussians background, RelativeMahalanobisOptions options)
        : base(reader, [classes.Width], [.. classes.Tensors, .. background.Tensors])
    {
        _classes = classes;
        _background = background;
        Options = options;
    }

    /// <summary>How it was fitted.</summary>
    public RelativeMahalanobisOptions Options { get; }

    /// <summary>Number of classes C.</summary>
    public int Classes => _classes.Groups;

    private protected override string Kind => FileKind;

    private protected override IReadOnlyList<KeyValuePair<string, string>> Settings => [new(RidgeKey, TensorFile.Exact(Options.Ridge))];

    private protected override IReadOnlyList<(string Name, Tensor Value)> Parts =>
        [.. _classes.Parts(ClassesPrefix), .. _background.Parts(BackgroundPrefix)];

    /// <summary>Fits means and covariances.</summary>
    /// <param name="reader">Where features come from; one layer.</param>
    /// <param name="batches">
    /// Inputs [B, …] of the training data and labels [B], which number the classes from 0 without gaps; at least two inputs of each.
    /// </param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Told of every batch.</param>
    /// <param name="cancellationToken">Looked at before every batch.</param>
    /// <exception cref="ArgumentException">
    /// A covariance is singular, a class has fewer than two inputs, the batches are bad or none, or the reader has several layers.
    /// </exception>
    public static RelativeMahalanobisDetector Fit(
        FeatureReader reader,
        IEnumerable<(Tensor Inputs, Tensor Labels)> batches,
        RelativeMahalanobisOptions? options = null,
        IProgress<DetectorProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        string name = MahalanobisFit.Name(FitErrors.OneLayer(reader));
        Guard.NotNull(batches);
        options ??= new RelativeMahalanobisOptions();
        using GroupMoments moments = new(scatter: true);
        foreach ((FeatureReading reading, Tensor labels) in new FeatureStream(reader, 1, progress, cancellationToken).Read(batches))
        {
            moments.Add(reading.Features, labels);
        }

        using DisposeScope scope = torch.NewDisposeScope();
        ClassGaussians classes = MahalanobisFit.Classes(moments, unbiased: false, options.Ridge, name);
        return new RelativeMahalanobisDetector(reader, classes, MahalanobisFit.Background(moments, options.Ridge, name), options);
    }

    /// <inheritdoc cref="MahalanobisDetector.Load"/>
    public static RelativeMahalanobisDetector Load(string path, FeatureReader reader) => Load(path, FileKind, reader, file =>
    {
        ClassGaussians classes = ClassGaussians.Load(file, ClassesPrefix);
        ClassGaussians background = ClassGaussians.Load(file, BackgroundPrefix);
        FeatureFiles.CheckWidth(file, reader, classes.Width);
        if (background.Groups != 1 || background.Width != classes.Width)
        {
            throw file.Wrong("its distribution of all inputs does not go with those of the classes.");
        }

        return new RelativeMahalanobisDetector(
            reader, classes, background, new RelativeMahalanobisOptions { Ridge = file.Number(RidgeKey) });
    });

    private protected override Tensor ScoreReading(FeatureReading reading) =>
        _classes.SquaredDistances(reading.Features).amin([1]) - _background.SquaredDistances(reading.Features).squeeze(1);
}
