using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>
/// An autoencoder's reconstruction error together with how far the encoding lies from the training encodings: α D(E(x)) + β l(x, D(E(x))). An
/// outlier that is reconstructed well is one that the decoder can draw; its encoding mostly is not where inliers are. Immutable; owns its
/// tensors, not the autoencoder.
/// </summary>
/// <remarks>
/// Denouden, Salay, Czarnecki, Abdelzad, Phan, Vernekar, "Improving Reconstruction Autoencoder Out-of-distribution Detection with Mahalanobis
/// Distance", 2018. D is the square root of the Mahalanobis distance to the mean of the training encodings, whose covariance divides by N. α
/// and β are 1 over the standard deviations, which divide by N, of the two terms over inliers that were not trained on. With labels D is to
/// the nearest mean of a class, the covariance being around these means. Not safe for several threads on one autoencoder.
/// </remarks>
public sealed class ReconstructionMahalanobisDetector : ISavableDetector, IDisposable
{
    private const string Kind = "reconstruction and Mahalanobis detector";
    private const int FileVersion = 1;
    private const string Error = "error";
    private const string Ridge = "ridge";
    private const string DistanceDeviationKey = "distance_deviation";
    private const string ErrorDeviationKey = "error_deviation";

    private readonly AutoencoderReader _reader;
    private readonly ClassGaussians _encodings;
    private bool _disposed;

    private ReconstructionMahalanobisDetector(
        AutoencoderReader reader, ClassGaussians encodings, double distanceDeviation, double errorDeviation, ReconstructionMahalanobisOptions options)
    {
        _reader = reader;
        _encodings = encodings;
        DistanceDeviation = distanceDeviation;
        ErrorDeviation = errorDeviation;
        Options = options;
    }

    /// <summary>How it was fitted.</summary>
    public ReconstructionMahalanobisOptions Options { get; }

    /// <summary>Standard deviation of the latent distance over the validation inputs, 1/α.</summary>
    public double DistanceDeviation { get; }

    /// <summary>Standard deviation of the reconstruction error over the validation inputs, 1/β.</summary>
    public double ErrorDeviation { get; }

    /// <summary>Number of latents L.</summary>
    public int Latents => (int)_encodings.Width;

    /// <summary>Number of means that distances are taken to: 1, or the number of classes.</summary>
    public int Means => _encodings.Groups;

    /// <summary>Fits one mean of the encodings.</summary>
    /// <param name="reader">The autoencoder.</param>
    /// <param name="batches">[B, …] inliers, those that the autoencoder was trained on; read once.</param>
    /// <param name="validation">
    /// [B, …] inliers that it was not trained on, for α and β; read once. The same object as <paramref name="batches"/> is refused: see
    /// <see cref="FitWithoutValidation"/>.
    /// </param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Told after each batch.</param>
    /// <param name="cancellationToken">Looked at before each batch.</param>
    /// <exception cref="ArgumentException">
    /// Batches are none, or not inputs of the autoencoder; the covariance of the encodings is singular; a term is the same for all validation
    /// inputs; or the reader knows no encodings.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// The autoencoder has not been trained, as <see cref="AutoencoderReader.CheckTrained"/> finds; or gives numbers that are not finite.
    /// </exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static ReconstructionMahalanobisDetector Fit(
        AutoencoderReader reader,
        IEnumerable<Tensor> batches,
        IEnumerable<Tensor> validation,
        ReconstructionMahalanobisOptions? options = null,
        IProgress<DetectorProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        RequireApart(batches, validation);
        return Fit(reader, WithoutLabels(batches), validation, options, new InputStream(2, progress, cancellationToken), nameof(validation));
    }

    /// <summary>Fits a mean of the encodings for each class, for inliers that fall into several.</summary>
    /// <param name="reader">The autoencoder.</param>
    /// <param name="batches">[B, …] inliers, those that the autoencoder was trained on, and their [B] classes, int64; read once.</param>
    /// <param name="validation">[B, …] inliers that it was not trained on, for α and β; read once.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Told after each batch.</param>
    /// <param name="cancellationToken">Looked at before each batch.</param>
    /// <exception cref="ArgumentException">As of one mean.</exception>
    /// <exception cref="InvalidOperationException">As of one mean.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static ReconstructionMahalanobisDetector Fit(
        AutoencoderReader reader,
        IEnumerable<(Tensor Inputs, Tensor Labels)> batches,
        IEnumerable<Tensor> validation,
        ReconstructionMahalanobisOptions? options = null,
        IProgress<DetectorProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        RequireApart(batches, validation);
        return Fit(
            reader,
            batches.Select(batch => (batch.Inputs, (Tensor?)Guard.NotNull(batch.Labels, nameof(batches)))),
            validation,
            options,
            new InputStream(2, progress, cancellationToken),
            nameof(validation));
    }

    /// <summary>
    /// Fits where there are no inliers to spare: α and β come from the training inputs too. Their errors and distances spread less than those of
    /// new inliers, each by a share of its own, so that the balance of the terms is off.
    /// </summary>
    /// <param name="reader">The autoencoder.</param>
    /// <param name="batches">[B, …] inliers that the autoencoder was trained on; read twice.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Told after each batch.</param>
    /// <param name="cancellationToken">Looked at before each batch.</param>
    /// <exception cref="ArgumentException">As of one mean.</exception>
    /// <exception cref="InvalidOperationException">As of one mean.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static ReconstructionMahalanobisDetector FitWithoutValidation(
        AutoencoderReader reader,
        IEnumerable<Tensor> batches,
        ReconstructionMahalanobisOptions? options = null,
        IProgress<DetectorProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        Guard.NotNull(batches);
        return Fit(reader, WithoutLabels(batches), batches, options, new InputStream(2, progress, cancellationToken), nameof(batches));
    }

    /// <inheritdoc/>
    public Tensor Score(Tensor inputs)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        (Tensor distance, Tensor error) = Terms(inputs);
        return ((distance / DistanceDeviation) + (error / ErrorDeviation)).MoveToOuterDisposeScope();
    }

    /// <summary>The two terms before they are scaled: [N] latent distances, at least 0, and [N] reconstruction errors. New tensors.</summary>
    /// <param name="inputs">[N, …] inputs of the autoencoder; finite, N at least 1.</param>
    /// <inheritdoc cref="IOodDetector.Score" path="/exception"/>
    public (Tensor Distance, Tensor Error) Terms(Tensor inputs)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        using DisposeScope scope = torch.NewDisposeScope();
        AutoencoderReading reading = _reader.Read(inputs);
        return (ReconstructionMahalanobisFit.Distance(_encodings, reading).MoveToOuterDisposeScope(), reading.Errors.MoveToOuterDisposeScope());
    }

    /// <inheritdoc/>
    public void Save(string path)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        KeyValuePair<string, string>[] settings =
        [
            new(Error, _reader.Error.ToString()),
            new(Ridge, TensorFile.Exact(Options.Ridge)),
            new(DistanceDeviationKey, TensorFile.Exact(DistanceDeviation)),
            new(ErrorDeviationKey, TensorFile.Exact(ErrorDeviation)),
        ];
        TensorFile.Save(path, Kind, FileVersion, settings, _encodings.Parts(string.Empty));
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="reader">The autoencoder, with the weights that it was fitted with, by the same error.</param>
    /// <exception cref="ArgumentException">The reader knows no encodings.</exception>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, holds something else or is of a newer version; or the reader has another error or another number of latents.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ReconstructionMahalanobisDetector Load(string path, AutoencoderReader reader)
    {
        RequireCodes(reader);
        using TensorFile file = TensorFile.Load(path, Kind, FileVersion);
        ReconstructionDetector.RequireError(file, reader);
        ReconstructionMahalanobisOptions options = file.Make(() => new ReconstructionMahalanobisOptions { Ridge = file.Number(Ridge) });
        (double distance, double error) = file.Make(() =>
            (Guard.Positive(file.Number(DistanceDeviationKey), DistanceDeviationKey), Guard.Positive(file.Number(ErrorDeviationKey), ErrorDeviationKey)));
        using DisposeScope scope = torch.NewDisposeScope();
        ClassGaussians encodings = ClassGaussians.Load(file, string.Empty);
        if (reader.Latents is { } known && known != encodings.Width)
        {
            throw file.Wrong($"it was fitted to {encodings.Width} latents; the autoencoder has {known}.");
        }

        foreach (Tensor tensor in encodings.Tensors)
        {
            tensor.DetachFromDisposeScope();
        }

        return new ReconstructionMahalanobisDetector(reader, encodings, distance, error, options);
    }

    /// <summary>Gives the tensors back; the autoencoder stays.</summary>
    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            MahalanobisFit.Release([_encodings]);
        }
    }

    private static IEnumerable<(Tensor Inputs, Tensor? Labels)> WithoutLabels(IEnumerable<Tensor> batches) =>
        batches.Select(inputs => (inputs, (Tensor?)null));

    private static void RequireApart(object batches, object validation)
    {
        Guard.NotNull(batches);
        Guard.NotNull(validation);
        if (ReferenceEquals(batches, validation))
        {
            throw new ArgumentException(
                $"must be other inputs than the batches; where there are none, say so by {nameof(FitWithoutValidation)}.", nameof(validation));
        }
    }

    private static void RequireCodes(AutoencoderReader reader)
    {
        if (!Guard.NotNull(reader).HasCodes)
        {
            throw new ArgumentException("must know encodings; it was made of an autoencoder as one module. Give encoder and decoder.", nameof(reader));
        }
    }

    private static ReconstructionMahalanobisDetector Fit(
        AutoencoderReader reader,
        IEnumerable<(Tensor Inputs, Tensor? Labels)> batches,
        IEnumerable<Tensor> validation,
        ReconstructionMahalanobisOptions? options,
        InputStream stream,
        string validationName)
    {
        RequireCodes(reader);
        options ??= new ReconstructionMahalanobisOptions();
        (ClassGaussians encodings, double distances, double errors) =
            new ReconstructionMahalanobisFit(reader, stream).Run(batches, validation, options.Ridge, validationName);
        return new ReconstructionMahalanobisDetector(reader, encodings, distances, errors, options);
    }
}
