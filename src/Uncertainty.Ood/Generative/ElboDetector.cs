using System.Globalization;
using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Bnn.Distributions;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>
/// Minus a bound of ln p(x) from below by a variational autoencoder, in nats, estimated with latents μ(x) + σ(x) ε_k. The noise ε is the same for
/// all inputs: no score depends on what else is in the batch, and the same seed gives the same scores. Nothing is fitted.
/// </summary>
/// <remarks>
/// Kingma, Welling, "Auto-Encoding Variational Bayes", ICLR 2014, Eq. (10); Burda, Grosse, Salakhutdinov, "Importance Weighted Autoencoders",
/// ICLR 2016, Eq. (8). An unlikely input is not the only one that can be foreign: simple pictures are often found likelier than those of the
/// training set; Nalisnick et al., "Do Deep Generative Models Know What They Don't Know?", ICLR 2019. Not safe for several threads on one
/// autoencoder.
/// </remarks>
public sealed class ElboDetector : ISavableDetector
{
    private const string Kind = "likelihood bound detector";
    private const int FileVersion = 1;
    private const string BoundKey = "bound";
    private const string DrawsKey = "draws";
    private const string SeedKey = "seed";

    private readonly VariationalAutoencoder _model;

    /// <summary>Reads an autoencoder, which stays the caller's.</summary>
    /// <param name="model">The autoencoder; trained, which cannot be told from here: see <see cref="AutoencoderReader.CheckTrained"/>.</param>
    /// <param name="options">How to estimate; null for the defaults.</param>
    public ElboDetector(VariationalAutoencoder model, ElboDetectorOptions? options = null)
    {
        _model = Guard.NotNull(model);
        Options = options ?? new ElboDetectorOptions();
    }

    /// <summary>How it estimates.</summary>
    public ElboDetectorOptions Options { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The inputs are outside the support of the autoencoder's likelihood.</exception>
    public Tensor Score(Tensor inputs)
    {
        Guard.NotNull(inputs);
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradient = torch.no_grad();
        using Normal posterior = ShapeErrors.Named(inputs, () => _model.Encode(inputs));
        Tensor[] noise = CommonNoise.Draw(posterior.Location, Options.Seed, Options.Draws);
        Tensor bound = PosteriorBound.Of(_model, inputs, posterior.Location, posterior.Scale, noise, Options.Bound);
        return Guard.FiniteOutputs(bound, "bound").neg().MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Save(string path) => TensorFile.Save(
        path,
        Kind,
        FileVersion,
        [
            new(BoundKey, Options.Bound.ToString()),
            new(DrawsKey, Options.Draws.ToString(CultureInfo.InvariantCulture)),
            new(SeedKey, Options.Seed.ToString(CultureInfo.InvariantCulture)),
        ],
        []);

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="model">The autoencoder.</param>
    /// <exception cref="InvalidDataException">The file is damaged, holds something else or is of a newer version.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ElboDetector Load(string path, VariationalAutoencoder model)
    {
        Guard.NotNull(model);
        using TensorFile file = TensorFile.Load(path, Kind, FileVersion);
        return new ElboDetector(model, file.Make(() => new ElboDetectorOptions
        {
            Bound = file.Named<LikelihoodBound>(BoundKey),
            Draws = file.Count(DrawsKey),
            Seed = file.Integer(SeedKey),
        }));
    }
}
