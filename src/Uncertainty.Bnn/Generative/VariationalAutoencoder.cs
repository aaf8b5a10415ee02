using TorchSharp;
using Uncertainty.Bnn.Distributions;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// A variational autoencoder: p(x) = ∫ p(x | z) p(z) dz with standard normal latents z, a decoder network for p(x | z), and an encoder
/// network for an approximate posterior q(z | x), normal and independent for each latent. For drawing inputs, for their likelihood, and for
/// latents as features.
/// </summary>
/// <remarks>
/// Kingma, Welling, "Auto-Encoding Variational Bayes", ICLR 2014, Eq. (7) and (10); the divergence by Appendix B. How modes, gradients and
/// noise are treated, and what belongs to whom, is said at <see cref="LatentVariableModel"/>.
/// </remarks>
public sealed class VariationalAutoencoder : LatentVariableModel
{
    internal const string FileKind = "variational autoencoder";

    /// <summary>Puts an encoder and a decoder together.</summary>
    /// <param name="encoder">From [N, …] inputs to [N, H] features, such as a hidden layer with its activation. Belongs to the autoencoder.</param>
    /// <param name="decoder">
    /// From [N, L] latents to what <see cref="VariationalAutoencoderOptions.Likelihood"/> asks for: one output for each value of an input, in
    /// their order, or two. Their shape may differ: [N, 784] will do for inputs [N, 1, 28, 28]. Belongs to the autoencoder.
    /// </param>
    /// <param name="features">Number H of features; at least 1.</param>
    /// <param name="latents">Number L of latents; at least 1.</param>
    /// <param name="options">What to assume; null for the defaults.</param>
    /// <exception cref="ArgumentException"><paramref name="encoder"/> and <paramref name="decoder"/> are one module.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    public VariationalAutoencoder(
        torch.nn.Module<Tensor, Tensor> encoder,
        torch.nn.Module<Tensor, Tensor> decoder,
        int features,
        int latents,
        VariationalAutoencoderOptions? options = null)
        : base(nameof(VariationalAutoencoder), encoder, decoder, features, latents, conditions: 0, options)
    {
    }

    /// <summary>The approximate posterior q(z | x): [N, L] means (Location) and standard deviations (Scale). New.</summary>
    /// <param name="inputs">[N, …] finite inputs.</param>
    /// <exception cref="ArgumentException"><paramref name="inputs"/> are not finite numbers of a floating-point type, or empty.</exception>
    /// <exception cref="InvalidOperationException">The encoder gives no [N, H], or none that are finite.</exception>
    public Normal Encode(Tensor inputs) => Evaluated(() => Posterior(CheckedInputs(inputs, support: false), null));

    /// <summary>
    /// The mean of p(x | z) (of a discretised logistic its location, not cut off at 0 and 1). New, of the decoder's shape [N, D, …].
    /// </summary>
    /// <param name="latents">[N, L] finite latents.</param>
    /// <exception cref="ArgumentException"><paramref name="latents"/> are not finite, or of another shape.</exception>
    /// <exception cref="InvalidOperationException">The decoder gives no [N, D, …], or none that are finite.</exception>
    public Tensor Decode(Tensor latents) => MeanOf(CheckedLatents(latents), null);

    /// <summary>[N] ln p(x | z), summed over the values of each input, in nats. New.</summary>
    /// <param name="inputs">[N, …] inputs of the likelihood's support.</param>
    /// <param name="latents">[N, L] latents, such as the Location of <see cref="Encode"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="inputs"/> are outside the support, or the two do not fit.</exception>
    /// <exception cref="InvalidOperationException">The decoder gives outputs of another number, or such that are not finite.</exception>
    public Tensor LogLikelihood(Tensor inputs, Tensor latents)
    {
        CheckedInputs(inputs, support: true);
        CheckedLatents(latents, inputs);
        return Scoped(() => LogProbability(inputs, latents.clone(), null));
    }

    /// <summary>The evidence lower bound of each input by one draw of its latents, in nats; all inputs go through at once.</summary>
    /// <param name="inputs">[N, …] inputs of the likelihood's support.</param>
    /// <param name="seed">Seed of the draw. Default 0.</param>
    /// <exception cref="ArgumentException"><paramref name="inputs"/> are outside the support.</exception>
    /// <exception cref="InvalidOperationException">A network gives outputs of another shape, or such that are not finite.</exception>
    public AutoencoderElbo Elbo(Tensor inputs, long seed = 0) => ElboOf(CheckedInputs(inputs, support: true), null, seed);

    /// <summary>
    /// [N] ln (1/K) Σ_k p(x | z_k) p(z_k) / q(z_k | x) with z_k from q(z | x), in nats and without gradient: in expectation a bound of ln p(x)
    /// from below that rises with K and has ln p(x) for its limit. Whatever β. New.
    /// </summary>
    /// <param name="inputs">[N, …] inputs of the likelihood's support; they go through in chunks.</param>
    /// <param name="options">How many latents to draw, and in how much memory; null for the defaults.</param>
    /// <param name="progress">Told the number of draws done, after each.</param>
    /// <param name="cancellationToken">Looked at before each pass.</param>
    /// <exception cref="ArgumentException"><paramref name="inputs"/> are outside the support.</exception>
    /// <exception cref="InvalidOperationException">A network gives outputs of another shape, or such that are not finite.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    /// <remarks>Burda, Grosse, Salakhutdinov, "Importance Weighted Autoencoders", ICLR 2016, Eq. (8).</remarks>
    public Tensor LogLikelihoodBound(
        Tensor inputs,
        LikelihoodBoundOptions? options = null,
        IProgress<int>? progress = null,
        CancellationToken cancellationToken = default) =>
        new ImportanceWeighting(this, options ?? new LikelihoodBoundOptions())
            .Run(CheckedInputs(inputs, support: true), null, progress, cancellationToken);

    /// <summary>[N, …] the inputs as their latents tell them: the mean of p(x | z), in the shape of the inputs. New.</summary>
    /// <param name="inputs">[N, …] finite inputs.</param>
    /// <param name="seed">Seed of a draw of the latents. Default null, the mean of q(z | x) and nothing random.</param>
    /// <exception cref="ArgumentException"><paramref name="inputs"/> are not finite numbers of a floating-point type, or empty.</exception>
    /// <exception cref="InvalidOperationException">A network gives outputs of another shape, or such that are not finite.</exception>
    public Tensor Reconstruct(Tensor inputs, long? seed = null) => ReconstructionOf(CheckedInputs(inputs, support: false), null, seed);

    /// <summary>Draws inputs, by latents from N(0, I). New, of the decoder's shape [count, D, …], without gradient.</summary>
    /// <param name="count">How many; at least 1.</param>
    /// <param name="seed">Seed of the draws. Default 0.</param>
    /// <param name="withNoise">
    /// Also draw from p(x | z). Default false: the mean of p(x | z), as pictures of samples mostly show.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    public Tensor Sample(int count, long seed = 0, bool withNoise = false) => SampleOf(Guard.AtLeast(count, 1), null, seed, withNoise);

    /// <summary>
    /// Trains both networks, in place, by gradient descent on the mean over the batch of −ELBO, with one draw of the latents for each input.
    /// </summary>
    /// <param name="batches">[B, …] inputs of the likelihood's support; enumerated once for each epoch. The tensors stay whose they are.</param>
    /// <param name="options">How to train; null for the defaults.</param>
    /// <param name="progress">Told after each batch.</param>
    /// <param name="cancellationToken">Looked at before each batch.</param>
    /// <returns>For each epoch the mean of the bound's parts over its batches.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="batches"/> are none, outside the support, or cannot be enumerated again.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// The training diverged: the bound, what a network gives, or a weight after a step, is not finite. All weights and buffers are as before
    /// that step.
    /// </exception>
    /// <exception cref="OperationCanceledException">
    /// <paramref name="cancellationToken"/> was cancelled; the weights are those of the last step.
    /// </exception>
    public IReadOnlyList<ElboValue> Train(
        IEnumerable<Tensor> batches,
        SviOptions? options = null,
        IProgress<SviProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        Fit(Guard.NotNull(batches).Select(inputs => (inputs, inputs)), (_, _) => null, options, progress, cancellationToken);

    /// <summary>Writes all weights and what was assumed as a safetensors file. What is read back is the same to the bit.</summary>
    /// <param name="path">Where; a file that is there already is replaced.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
#pragma warning disable CS0114 // TorchSharp before 0.100 has a method of this name, for a format of its own.
    public void Save(string path) => AutoencoderFiles.Save(path, FileKind, this);
#pragma warning restore CS0114

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="encoder">An encoder of the same parameters, which get the file's values.</param>
    /// <param name="decoder">A decoder likewise.</param>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, holds something else or is of a newer version, or a network has other parameters. Nothing was changed.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static VariationalAutoencoder Load(
        string path, torch.nn.Module<Tensor, Tensor> encoder, torch.nn.Module<Tensor, Tensor> decoder) =>
        AutoencoderFiles.Load(path, FileKind, encoder, decoder, (features, latents, conditions, options) => conditions == 0
            ? new VariationalAutoencoder(encoder, decoder, features, latents, options)
            : throw new ArgumentException($"must be 0; got {conditions}.", nameof(conditions)));
}
