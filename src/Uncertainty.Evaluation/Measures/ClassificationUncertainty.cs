using TorchSharp;
using Uncertainty.Bnn;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>
/// The uncertainties of a classification, from the class probabilities p_s of S draws with mean p̄. Entropies H are in nats;
/// where the outputs are maps, every [N] here is [N, …]. Owns its tensors; none of them is to be disposed alone.
/// </summary>
/// <remarks>
/// Total H[p̄], aleatoric E H[p_s], epistemic their difference, the mutual information of prediction and weights: Depeweg et al.,
/// "Decomposition of Uncertainty in Bayesian Deep Learning for Efficient and Risk-sensitive Learning", ICML 2018; Houlsby et al.,
/// "Bayesian Active Learning for Classification and Preference Learning", 2011, Eq. (2). 0 ln 0 is 0. Variances over draws divide
/// by S. The difference is not clipped: rounding may leave -1e-7 where the draws agree. The ranges named below hold up to rounding.
/// </remarks>
public sealed class ClassificationUncertainty : UncertaintyResult
{
    /// <summary>Takes [N, C] mean and variance over the draws, [N] mean entropy, and [N] greatest share of the votes.</summary>
    private ClassificationUncertainty(Tensor mean, Tensor variance, Tensor aleatoric, Tensor majority)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        double ceiling = Math.Log(mean.shape[1]);
        Tensor total = Shannon.Entropy(mean, 1);
        Tensor epistemic = total - aleatoric;

        Prediction = Own(mean);
        PredictedClass = Own(mean.argmax(1));
        Total = Own(total);
        Aleatoric = Own(aleatoric);
        Epistemic = Own(epistemic);
        NormalisedTotal = Own(total / ceiling);
        NormalisedAleatoric = Own(aleatoric / ceiling);
        NormalisedEpistemic = Own(epistemic / ceiling);
        VariationRatio = Own(1 - mean.amax([1]));
        VoteVariationRatio = Own(1 - majority);
        MeanStd = Own(variance.sqrt().mean([1]));
        ClassVariance = Own(variance);
    }

    /// <summary>[N, C] mean probabilities p̄.</summary>
    public override Tensor Prediction { get; }

    /// <summary>[N] the most probable class of p̄, the lowest number where several are (int64).</summary>
    public Tensor PredictedClass { get; }

    /// <summary>[N] entropy of the mean, H[p̄], in [0, ln C] nats.</summary>
    public override Tensor Total { get; }

    /// <summary>[N] mean entropy of the draws, E H[p_s], in [0, ln C] nats.</summary>
    public override Tensor Aleatoric { get; }

    /// <summary>[N] mutual information (BALD), H[p̄] - E H[p_s], in [0, ln C] nats.</summary>
    public override Tensor Epistemic { get; }

    /// <summary>[N] total uncertainty divided by ln C: in [0, 1], whatever else is in the batch.</summary>
    public Tensor NormalisedTotal { get; }

    /// <summary>[N] aleatoric uncertainty divided by ln C, in [0, 1].</summary>
    public Tensor NormalisedAleatoric { get; }

    /// <summary>[N] epistemic uncertainty divided by ln C, in [0, 1].</summary>
    public Tensor NormalisedEpistemic { get; }

    /// <summary>[N] variation ratio of the mean, 1 - max p̄, in [0, 1 - 1/C].</summary>
    public Tensor VariationRatio { get; }

    /// <summary>
    /// [N] variation ratio of the votes, 1 - (votes of the most frequent class) / S; a draw votes for its most probable class, the
    /// lowest number where several are.
    /// </summary>
    public Tensor VoteVariationRatio { get; }

    /// <summary>[N] mean over the classes of the standard deviation over the draws, in [0, 1/2].</summary>
    public Tensor MeanStd { get; }

    /// <summary>[N, C] variance over the draws of each class's probability, in [0, 1/4].</summary>
    public Tensor ClassVariance { get; }

    /// <summary>Reads draws of class probabilities.</summary>
    /// <param name="samples">[S, N, C, …] probabilities; C at least 2. For logits take <c>samples.Softmax()</c>.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="samples"/> are no probabilities, hold infinities or not-a-numbers, or have one class.
    /// </exception>
    public static ClassificationUncertainty FromProbabilities(PredictiveSamples samples)
    {
        Guard.NotNull(samples);
        TwoClasses(samples.Outputs, nameof(samples));
        Guard.Finite(samples.Values, nameof(samples));
        Guard.Distribution(samples.Values, 2, nameof(samples));
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradient = torch.no_grad();
        Tensor probabilities = samples.Values;
        Tensor votes = probabilities.argmax(2, keepdim: true);
        Tensor ballots = torch.zeros_like(probabilities).scatter(2, votes, torch.ones_like(probabilities));
        return new ClassificationUncertainty(
            samples.Mean(), samples.Variance(), Shannon.Entropy(probabilities, 2).mean([0]), ballots.mean([0]).amax([1]));
    }

    /// <summary>Reads the moments of draws of class probabilities: the same measures without the draws.</summary>
    /// <param name="moments">
    /// Moments over C at least 2 classes, from <see cref="PosteriorPredictiveExtensions.SoftmaxMoments"/> or
    /// <see cref="PosteriorPredictiveExtensions.ProbabilityMoments"/>. Stay the caller's to dispose; mean and variance share their memory
    /// with the result.
    /// </param>
    /// <exception cref="ArgumentException">
    /// <paramref name="moments"/> are those of outputs not read as class probabilities, or have one class.
    /// </exception>
    public static ClassificationUncertainty FromMoments(PredictiveMoments moments)
    {
        Guard.NotNull(moments);
        if (moments.MeanEntropy is null || moments.Votes is null)
        {
            throw new ArgumentException(
                "must be moments of class probabilities, as SoftmaxMoments and ProbabilityMoments give them; got those of raw outputs.",
                nameof(moments));
        }

        TwoClasses(moments.Outputs, nameof(moments));
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradient = torch.no_grad();
        Tensor majority = moments.Votes.amax([1]).to_type(moments.Mean.dtype) / moments.Draws;
        return new ClassificationUncertainty(
            moments.Mean.detach(), moments.Variance.detach(), moments.MeanEntropy.detach(), majority);
    }

    private static void TwoClasses(int classes, string name)
    {
        if (classes < 2)
        {
            throw new ArgumentException($"must have at least 2 classes; got {classes}.", name);
        }
    }
}
