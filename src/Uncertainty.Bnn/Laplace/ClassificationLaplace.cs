using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>A <see cref="LaplaceApproximation"/> of a classifier that gives logits, trained by cross entropy.</summary>
public sealed class ClassificationLaplace : LaplaceApproximation
{
    internal const string FileKind = "laplace.classification";

    private ClassificationLaplace(LinearisedNetwork network, Curvature curvature, LaplaceOptions options, LaplaceFit fit)
        : base(network, curvature, options, fit)
    {
    }

    private protected override string Kind => FileKind;

    /// <summary>Fits to a trained network and the data that it was trained on, in one pass over them.</summary>
    /// <param name="network">
    /// From [N, …] inputs to [N, C] logits, C at least 2; with <see cref="LaplaceLayers.Last"/> they are the outputs of its last Linear layer.
    /// Belongs to the caller, who keeps it alive and its weights as they are.
    /// </param>
    /// <param name="batches">Pairs of [B, …] training inputs and their labels [B], whole numbers in [0, C); all of the training data.</param>
    /// <param name="options">How to fit and draw; null for the defaults.</param>
    /// <param name="progress">Told the number of batches done, after each.</param>
    /// <param name="cancellationToken">Looked at before each batch.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="network"/> has no layer that could vary, or one that cannot, or gives a single logit; <paramref name="batches"/> are none,
    /// not finite, of one class only, or have labels out of range; or <paramref name="options"/> give a noise variance, a layer that is not
    /// there, or a covariance beyond their memory limit.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// The network does not run its layers as it must, or its outputs are not finite; or no prior precision maximises the marginal likelihood.
    /// </exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static ClassificationLaplace Fit(
        torch.nn.Module<Tensor, Tensor> network,
        IEnumerable<(Tensor Inputs, Tensor Targets)> batches,
        LaplaceOptions? options = null,
        IProgress<int>? progress = null,
        CancellationToken cancellationToken = default)
    {
        Guard.NotNull(network);
        Guard.NotNull(batches);
        LaplaceOptions chosen = options ?? new LaplaceOptions();
        if (chosen.NoiseVariance is not null)
        {
            throw new ArgumentException("must not give a NoiseVariance: a classification has none.", nameof(options));
        }

        using LaplaceSum sum = LaplaceSum.Of(network, batches, chosen, classes: true, progress, cancellationToken);
        Evidence evidence = LaplaceEvidence.Of(sum);
        double prior = chosen.PriorPrecision ?? evidence.PriorPrecision(1);
        LaplaceFit fit = new(
            prior, 1, evidence.LogMarginalLikelihood(sum.LogLikelihood, prior, 1), evidence.EffectiveParameters(prior, 1));
        return new ClassificationLaplace(sum.Network, sum.Take(), chosen, fit);
    }

    /// <summary>Reads what <see cref="LaplaceApproximation.Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="network">The network that it was fitted to, with the same weights.</param>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, holds something else or is of a newer version, or was fitted to other layers or weights.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ClassificationLaplace Load(string path, torch.nn.Module<Tensor, Tensor> network) => LaplaceFiles.Load(
        path,
        FileKind,
        FileVersion,
        network,
        (linearised, curvature, options, fit) => new ClassificationLaplace(linearised, curvature, options, fit));

    /// <summary>The probability of each class, averaged over the distribution of the logits.</summary>
    /// <param name="inputs">[N, …] inputs of the network; finite, N at least 1.</param>
    /// <param name="link">How to average. Default <see cref="LaplaceLink.ContrastProbit"/>.</param>
    /// <param name="cancellationToken">Looked at between forward passes.</param>
    /// <returns>[N, C] probabilities, in the type of the outputs. New, the caller's.</returns>
    /// <exception cref="ArgumentException"><paramref name="inputs"/> are empty or not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="link"/> is none of the enumeration.</exception>
    /// <exception cref="ObjectDisposedException">This was disposed.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public Tensor Predict(Tensor inputs, LaplaceLink link = LaplaceLink.ContrastProbit, CancellationToken cancellationToken = default)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        switch (link)
        {
            case LaplaceLink.ContrastProbit:
                return ByChunk(inputs, (mean, covariance) => [ContrastProbit(mean, covariance)], cancellationToken)[0].MoveToOuterDisposeScope();
            case LaplaceLink.Probit:
                return ByChunk(inputs, (mean, covariance) => [Probit(mean, covariance)], cancellationToken)[0].MoveToOuterDisposeScope();
            case LaplaceLink.MonteCarlo:
                using (PredictiveMoments moments = this.SoftmaxMoments(inputs, cancellationToken))
                {
                    return moments.Mean.clone().MoveToOuterDisposeScope();
                }

            default:
                throw new ArgumentOutOfRangeException(nameof(link), link, "must be ContrastProbit, Probit or MonteCarlo.");
        }
    }

    /// <summary>A logit less the mean of the C - 1 others is C / (C - 1) times the logit less the mean of all.</summary>
    private static Tensor ContrastProbit(Tensor mean, Tensor covariance)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        long classes = mean.shape[1];
        Tensor centre = torch.eye(classes, dtype: mean.dtype, device: mean.device) - (1.0 / classes);
        double others = classes / (classes - 1.0);
        return Probit(mean.matmul(centre), centre.matmul(covariance).matmul(centre) * (others * others)).MoveToOuterDisposeScope();
    }

    private static Tensor Probit(Tensor mean, Tensor covariance)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor scale = (1 + (covariance.diagonal(0, 1, 2) * (Math.PI / 8))).sqrt();
        return (mean / scale).softmax(1).MoveToOuterDisposeScope();
    }
}
