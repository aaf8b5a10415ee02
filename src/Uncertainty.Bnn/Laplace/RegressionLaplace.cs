using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// A <see cref="LaplaceApproximation"/> of a regression with normal noise of one variance for all inputs and outputs, trained by squared error.
/// </summary>
/// <remarks>
/// For a network that is one Linear layer with the weights of highest posterior density this is Bayesian linear regression, exactly:
/// Bishop, "Pattern Recognition and Machine Learning", 2006, Section 3.3.
/// </remarks>
public sealed class RegressionLaplace : LaplaceApproximation
{
    private const string FileKind = "laplace.regression";

    private RegressionLaplace(LinearisedNetwork network, Curvature curvature, LaplaceOptions options, LaplaceFit fit)
        : base(network, curvature, options, fit)
    {
    }

    /// <summary>
    /// Variance σ² of the noise, in the square of the target's unit: the given one, or the one that maximises the marginal likelihood.
    /// </summary>
    public double NoiseVariance => Numbers.NoiseVariance;

    private protected override string Kind => FileKind;

    /// <summary>Fits to a trained network and the data that it was trained on, in one pass over them.</summary>
    /// <param name="network">
    /// From [N, …] inputs to [N, D] outputs; with <see cref="LaplaceLayers.Last"/> they are those of its last Linear layer. Belongs to the caller,
    /// who keeps it alive and its weights as they are.
    /// </param>
    /// <param name="batches">Pairs of [B, …] training inputs and their targets [B, D]; all of the training data.</param>
    /// <param name="options">How to fit and draw; null for the defaults.</param>
    /// <param name="progress">Told the number of batches done, after each.</param>
    /// <param name="cancellationToken">Looked at before each batch.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="network"/> has no layer that could vary, or one that cannot; <paramref name="batches"/> are none, not finite, or have
    /// targets in another shape than the outputs; or <paramref name="options"/> give a layer that is not there, or a covariance beyond their memory limit.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// The network does not run its layers as it must, or its outputs are not finite; or no prior precision, or no noise variance, maximises
    /// the marginal likelihood, as with a network that fits its training data exactly.
    /// </exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static RegressionLaplace Fit(
        torch.nn.Module<Tensor, Tensor> network,
        IEnumerable<(Tensor Inputs, Tensor Targets)> batches,
        LaplaceOptions? options = null,
        IProgress<int>? progress = null,
        CancellationToken cancellationToken = default)
    {
        Guard.NotNull(network);
        Guard.NotNull(batches);
        LaplaceOptions chosen = options ?? new LaplaceOptions();
        using LaplaceSum sum = LaplaceSum.Of(network, batches, chosen, classes: false, progress, cancellationToken);
        Evidence evidence = LaplaceEvidence.Of(sum);
        long count = sum.Count * sum.Outputs;
        (double prior, double noise) = evidence.Maximise(sum.SquaredResiduals, count, chosen.PriorPrecision, chosen.NoiseVariance);
        double logLikelihood = -0.5 * ((count * Math.Log(2 * Math.PI * noise)) + (sum.SquaredResiduals / noise));
        LaplaceFit fit = new(
            prior, noise, evidence.LogMarginalLikelihood(logLikelihood, prior, noise), evidence.EffectiveParameters(prior, noise));
        return new RegressionLaplace(sum.Network, sum.Take(), chosen, fit);
    }

    /// <summary>Reads what <see cref="LaplaceApproximation.Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="network">The network that it was fitted to, with the same weights.</param>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, holds something else or is of a newer version, or was fitted to other layers or weights.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static RegressionLaplace Load(string path, torch.nn.Module<Tensor, Tensor> network) => LaplaceFiles.Load(
        path,
        FileKind,
        FileVersion,
        network,
        (linearised, curvature, options, fit) => new RegressionLaplace(linearised, curvature, options, fit));

    /// <summary>
    /// The distribution of targets: that of the network's outputs (<see cref="LaplaceApproximation.Linearise"/>, the epistemic part) with the
    /// noise (<see cref="NoiseVariance"/>, the aleatoric part) added to the variances.
    /// </summary>
    /// <param name="inputs">[N, …] inputs of the network; finite, N at least 1.</param>
    /// <param name="cancellationToken">Looked at between forward passes.</param>
    /// <returns>[N, D] means and [N, D, D] covariances. The caller disposes it.</returns>
    /// <exception cref="ArgumentException"><paramref name="inputs"/> are empty or not finite.</exception>
    /// <exception cref="ObjectDisposedException">This was disposed.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public GaussianOutputs Predict(Tensor inputs, CancellationToken cancellationToken = default)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor[] moments = ByChunk(inputs, (mean, covariance) => [mean, covariance + Noise(mean)], cancellationToken);
        return new GaussianOutputs(moments[0], moments[1]);

        Tensor Noise(Tensor mean) => torch.eye(mean.shape[1], dtype: mean.dtype, device: mean.device) * NoiseVariance;
    }
}
