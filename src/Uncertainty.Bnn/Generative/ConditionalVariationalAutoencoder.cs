using TorchSharp;
using Uncertainty.Bnn.Distributions;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// A variational autoencoder of inputs that come with something known about them, such as their class: p(x | y) = ∫ p(x | z, y) p(z) dz. The
/// condition y is joined to the features that the encoder gives and to the latents that the decoder gets. For drawing inputs of a class.
/// </summary>
/// <remarks>
/// Sohn, Lee, Yan, "Learning Structured Output Representation using Deep Conditional Generative Models", NeurIPS 2015, Eq. (4), with a
/// prior of the latents that does not depend on the condition. Everywhere, conditions are [N] labels of an integer type, from 0 to C − 1,
/// which are made one-hot, or [N, C] finite numbers. How modes, gradients and noise are treated, and what belongs to whom, is said at
/// <see cref="LatentVariableModel"/>.
/// </remarks>
public sealed class ConditionalVariationalAutoencoder : LatentVariableModel
{
    internal const string FileKind = "conditional variational autoencoder";

    /// <summary>Puts an encoder and a decoder together.</summary>
    /// <param name="encoder">From [N, …] inputs to [N, H] features, without the condition. Belongs to the autoencoder.</param>
    /// <param name="decoder">
    /// From [N, L + C], latents and behind them the condition, to what <see cref="VariationalAutoencoderOptions.Likelihood"/> asks for: one
    /// output for each value of an input, in their order, or two. Belongs to the autoencoder.
    /// </param>
    /// <param name="features">Number H of features; at least 1.</param>
    /// <param name="latents">Number L of latents; at least 1.</param>
    /// <param name="conditions">Number C of classes, or of the numbers of a condition; at least 1.</param>
    /// <param name="options">What to assume; null for the defaults.</param>
    /// <exception cref="ArgumentException"><paramref name="encoder"/> and <paramref name="decoder"/> are one module.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    public ConditionalVariationalAutoencoder(
        torch.nn.Module<Tensor, Tensor> encoder,
        torch.nn.Module<Tensor, Tensor> decoder,
        int features,
        int latents,
        int conditions,
        VariationalAutoencoderOptions? options = null)
        : base(
            nameof(ConditionalVariationalAutoencoder), encoder, decoder, features, latents, Guard.AtLeast(conditions, 1), options)
    {
    }

    /// <summary>Number C of classes, or of the numbers of a condition.</summary>
    public int Conditions => ConditionSize;

    /// <summary>The approximate posterior q(z | x, y): [N, L] means (Location) and standard deviations (Scale). New.</summary>
    /// <param name="inputs">[N, …] finite inputs.</param>
    /// <param name="conditions">[N] labels or [N, C] numbers.</param>
    /// <exception cref="ArgumentException">An argument is not finite, or does not fit the other.</exception>
    /// <exception cref="InvalidOperationException">The encoder gives no [N, H], or none that are finite.</exception>
    public Normal Encode(Tensor inputs, Tensor conditions) => Evaluated(() =>
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return Posterior(CheckedInputs(inputs, support: false), Known(conditions, inputs.shape[0]));
    });

    /// <inheritdoc cref="VariationalAutoencoder.Decode"/>
    /// <param name="latents">[N, L] finite latents.</param>
    /// <param name="conditions">[N] labels or [N, C] numbers.</param>
    public Tensor Decode(Tensor latents, Tensor conditions)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        CheckedLatents(latents);
        return MeanOf(latents, Known(conditions, latents.shape[0])).MoveToOuterDisposeScope();
    }

    /// <summary>[N] ln p(x | z, y), summed over the values of each input, in nats. New.</summary>
    /// <inheritdoc cref="VariationalAutoencoder.LogLikelihood"/>
    /// <param name="inputs">[N, …] inputs of the likelihood's support.</param>
    /// <param name="latents">[N, L] latents, such as the Location of <see cref="Encode"/>.</param>
    /// <param name="conditions">[N] labels or [N, C] numbers.</param>
    public Tensor LogLikelihood(Tensor inputs, Tensor latents, Tensor conditions)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        CheckedInputs(inputs, support: true);
        CheckedLatents(latents, inputs);
        Tensor known = Known(conditions, inputs.shape[0]);
        return Scoped(() => LogProbability(inputs, latents.clone(), known)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc cref="VariationalAutoencoder.Elbo"/>
    /// <param name="inputs">[N, …] inputs of the likelihood's support.</param>
    /// <param name="conditions">[N] labels or [N, C] numbers.</param>
    /// <param name="seed">Seed of the draw. Default 0.</param>
    public AutoencoderElbo Elbo(Tensor inputs, Tensor conditions, long seed = 0)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return ElboOf(CheckedInputs(inputs, support: true), Known(conditions, inputs.shape[0]), seed);
    }

    /// <summary>
    /// [N] the bound of ln p(x | y) from below by K draws of the latents, in nats and without gradient. Whatever β. New.
    /// </summary>
    /// <inheritdoc cref="VariationalAutoencoder.LogLikelihoodBound"/>
    /// <param name="inputs">[N, …] inputs of the likelihood's support; they go through in chunks.</param>
    /// <param name="conditions">[N] labels or [N, C] numbers.</param>
    /// <param name="options">How many latents to draw, and in how much memory; null for the defaults.</param>
    /// <param name="progress">Told the number of draws done, after each.</param>
    /// <param name="cancellationToken">Looked at before each pass.</param>
    public Tensor LogLikelihoodBound(
        Tensor inputs,
        Tensor conditions,
        LikelihoodBoundOptions? options = null,
        IProgress<int>? progress = null,
        CancellationToken cancellationToken = default)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        CheckedInputs(inputs, support: true);
        return new ImportanceWeighting(this, options ?? new LikelihoodBoundOptions())
            .Run(inputs, Known(conditions, inputs.shape[0]), progress, cancellationToken).MoveToOuterDisposeScope();
    }

    /// <inheritdoc cref="VariationalAutoencoder.Reconstruct"/>
    /// <param name="inputs">[N, …] finite inputs.</param>
    /// <param name="conditions">[N] labels or [N, C] numbers.</param>
    /// <param name="seed">Seed of a draw of the latents. Default null, the mean of q(z | x, y) and nothing random.</param>
    public Tensor Reconstruct(Tensor inputs, Tensor conditions, long? seed = null)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        CheckedInputs(inputs, support: false);
        return ReconstructionOf(inputs, Known(conditions, inputs.shape[0]), seed).MoveToOuterDisposeScope();
    }

    /// <summary>Draws inputs, one for each condition, by latents from N(0, I). New, of the decoder's shape [N, D, …], without gradient.</summary>
    /// <param name="conditions">[N] labels or [N, C] numbers.</param>
    /// <param name="seed">Seed of the draws. Default 0.</param>
    /// <param name="withNoise">Also draw from p(x | z, y). Default false: its mean.</param>
    /// <exception cref="ArgumentException"><paramref name="conditions"/> are no conditions.</exception>
    public Tensor Sample(Tensor conditions, long seed = 0, bool withNoise = false)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor known = Known(conditions, null);
        return SampleOf((int)known.shape[0], known, seed, withNoise).MoveToOuterDisposeScope();
    }

    /// <inheritdoc cref="VariationalAutoencoder.Train"/>
    /// <param name="batches">
    /// Pairs of [B, …] inputs of the likelihood's support and their conditions, [B] labels or [B, C] numbers; enumerated once for each epoch. The
    /// tensors stay whose they are.
    /// </param>
    /// <param name="options">How to train; null for the defaults.</param>
    /// <param name="progress">Told after each batch.</param>
    /// <param name="cancellationToken">Looked at before each batch.</param>
    public IReadOnlyList<ElboValue> Train(
        IEnumerable<(Tensor Inputs, Tensor Conditions)> batches,
        SviOptions? options = null,
        IProgress<SviProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        Fit(Guard.NotNull(batches), (conditions, rows) => Known(conditions, rows), options, progress, cancellationToken);

    /// <inheritdoc cref="VariationalAutoencoder.Save"/>
#pragma warning disable CS0114 // TorchSharp before 0.100 has a method of this name, for a format of its own.
    public void Save(string path) => AutoencoderFiles.Save(path, FileKind, this);
#pragma warning restore CS0114

    /// <inheritdoc cref="VariationalAutoencoder.Load"/>
    public static ConditionalVariationalAutoencoder Load(
        string path, torch.nn.Module<Tensor, Tensor> encoder, torch.nn.Module<Tensor, Tensor> decoder) =>
        AutoencoderFiles.Load(path, FileKind, encoder, decoder, (features, latents, conditions, options) =>
            new ConditionalVariationalAutoencoder(encoder, decoder, features, latents, conditions, options));

    /// <summary>[N, C] the condition as numbers; labels one-hot. In the current dispose scope.</summary>
    private Tensor Known(Tensor conditions, long? rows)
    {
        Guard.NotNull(conditions);
        bool labels = !torch.is_floating_point(conditions.dtype);
        long[] expected = labels ? [rows ?? -1] : [rows ?? -1, Conditions];
        bool fits = conditions.ndim == expected.Length && conditions.numel() > 0
            && conditions.shape.Zip(expected).All(pair => pair.Second < 0 || pair.First == pair.Second);
        if (!fits)
        {
            throw new ArgumentException(
                $"must be [N] labels or [N, {Conditions}] numbers{(rows is { } count ? $" with N = {count}" : string.Empty)}; "
                + $"got {Shapes.Text(conditions.shape)} {conditions.dtype}.",
                nameof(conditions));
        }

        Guard.Finite(conditions);
        return labels ? OneHot(conditions) : conditions.alias();
    }

    private Tensor OneHot(Tensor conditions)
    {
        Tensor labels = conditions.to_type(torch.ScalarType.Int64);
        (double lowest, double highest) = Distributions.Parameter.Extremes(labels);
        return lowest >= 0 && highest < Conditions
            ? torch.nn.functional.one_hot(labels, Conditions)
            : throw new ArgumentOutOfRangeException(
                nameof(conditions), lowest < 0 ? lowest : highest, $"must be labels from 0 to {Conditions - 1}.");
    }
}
