using System.Globalization;
using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Bnn.Distributions;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>
/// Likelihood regret: how many nats a variational autoencoder's ELBO of an input rises when the posterior of that input is optimised by itself. An
/// encoder knows posteriors of inliers, so that there is little to gain; of foreign inputs much, also where their likelihood is high. Nothing is
/// fitted, no weight changes.
/// </summary>
/// <remarks>
/// Xiao, Yan, Amit, "Likelihood Regret: An Out-of-Distribution Detection Score For Variational Auto-encoder", NeurIPS 2020. Their code optimises the
/// encoder's weights, an input at a time, and measures by the importance-weighted bound; here mean and variance of q(z | x) themselves are
/// optimised, all inputs of a batch at once, each by itself. Noise is the same for all inputs. The regret of an optimum is at least 0; after some
/// steps, and measured by some draws, it can be a little below. Not safe for several threads on one autoencoder.
/// </remarks>
public sealed class LikelihoodRegretDetector : ISavableDetector
{
    private const string Kind = "likelihood regret detector";
    private const int FileVersion = 1;
    private const string StepsKey = "steps";
    private const string LearningRateKey = "learning_rate";
    private const string DrawsKey = "draws";
    private const string SeedKey = "seed";

    private readonly VariationalAutoencoder _model;

    /// <summary>Reads an autoencoder, which stays the caller's.</summary>
    /// <param name="model">The autoencoder; trained, which cannot be told from here: see <see cref="AutoencoderReader.CheckTrained"/>.</param>
    /// <param name="options">How to optimise; null for the defaults.</param>
    public LikelihoodRegretDetector(VariationalAutoencoder model, LikelihoodRegretOptions? options = null)
    {
        _model = Guard.NotNull(model);
        Options = options ?? new LikelihoodRegretOptions();
    }

    /// <summary>How it optimises.</summary>
    public LikelihoodRegretOptions Options { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The inputs are outside the support of the autoencoder's likelihood.</exception>
    /// <exception cref="InvalidOperationException">The search diverged, or a network gives outputs that are not finite.</exception>
    public Tensor Score(Tensor inputs)
    {
        Guard.NotNull(inputs);
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradient = torch.no_grad();
        Tensor values = inputs.detach();
        using Normal posterior = ShapeErrors.Named(inputs, () => _model.Encode(values));
        (Tensor Mean, Tensor LogVariance) start = (posterior.Location, posterior.Scale.log() * 2);
        Tensor[] noise = CommonNoise.Draw(start.Mean, Options.Seed, Options.Draws);
        Tensor before = Bound(start);
        Tensor after = Bound(new PosteriorSearch(_model, Options).Run(values, start));
        return Guard.FiniteOutputs(after - before, "search for a posterior").MoveToOuterDisposeScope();

        Tensor Bound((Tensor Mean, Tensor LogVariance) at) =>
            PosteriorBound.Of(_model, values, at.Mean, (at.LogVariance * 0.5).exp(), noise, LikelihoodBound.Elbo);
    }

    /// <inheritdoc/>
    public void Save(string path) => TensorFile.Save(
        path,
        Kind,
        FileVersion,
        [
            new(StepsKey, Options.Steps.ToString(CultureInfo.InvariantCulture)),
            new(LearningRateKey, TensorFile.Exact(Options.LearningRate)),
            new(DrawsKey, Options.Draws.ToString(CultureInfo.InvariantCulture)),
            new(SeedKey, Options.Seed.ToString(CultureInfo.InvariantCulture)),
        ],
        []);

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="model">The autoencoder.</param>
    /// <exception cref="InvalidDataException">The file is damaged, holds something else or is of a newer version.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static LikelihoodRegretDetector Load(string path, VariationalAutoencoder model)
    {
        Guard.NotNull(model);
        using TensorFile file = TensorFile.Load(path, Kind, FileVersion);
        return new LikelihoodRegretDetector(model, file.Make(() => new LikelihoodRegretOptions
        {
            Steps = file.Count(StepsKey),
            LearningRate = file.Number(LearningRateKey),
            Draws = file.Count(DrawsKey),
            Seed = file.Integer(SeedKey),
        }));
    }
}
