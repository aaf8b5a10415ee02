using System.Collections;
using TorchSharp;
using Uncertainty.Bnn;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>
/// The uncertainties of a classification, from the class probabilities p_s of S draws with mean p̄. Entropies H are in nats;
/// where the outputs are maps, every [N] here is [N, …]. <c>result[i]</c> gives the plain numbers of input i, where they are not. Owns its
/// tensors; none of them is to be disposed alone.
/// </summary>
/// <remarks>
/// Total H[p̄], aleatoric E H[p_s], epistemic their difference, the mutual information of prediction and weights: Depeweg et al.,
/// "Decomposition of Uncertainty in Bayesian Deep Learning for Efficient and Risk-sensitive Learning", ICML 2018; Houlsby et al.,
/// "Bayesian Active Learning for Classification and Preference Learning", 2011, Eq. (2). 0 ln 0 is 0. Variances over draws divide
/// by S. The difference is not clipped: rounding may leave -1e-7 where the draws agree. The ranges named below hold up to rounding.
/// </remarks>
public sealed class ClassificationUncertainty : UncertaintyResult, IReadOnlyList<ClassificationAnswer>
{
    private ClassificationTable? _table;

    /// <summary>
    /// Takes [N, C] mean and variance over the draws, [N] aleatoric entropy, [N] greatest share of the votes, and what a head says, if any.
    /// </summary>
    private ClassificationUncertainty(Tensor mean, Tensor variance, Tensor aleatoric, Tensor majority, Tensor? learned = null)
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
        LearnedAleatoric = learned is null ? null : Own(learned);
    }

    private ClassificationUncertainty(ClassificationUncertainty whole, int start, int length)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Prediction = Part(whole.Prediction);
        PredictedClass = Part(whole.PredictedClass);
        Total = Part(whole.Total);
        Aleatoric = Part(whole.Aleatoric);
        Epistemic = Part(whole.Epistemic);
        NormalisedTotal = Part(whole.NormalisedTotal);
        NormalisedAleatoric = Part(whole.NormalisedAleatoric);
        NormalisedEpistemic = Part(whole.NormalisedEpistemic);
        VariationRatio = Part(whole.VariationRatio);
        VoteVariationRatio = Part(whole.VoteVariationRatio);
        MeanStd = Part(whole.MeanStd);
        ClassVariance = Part(whole.ClassVariance);
        LearnedAleatoric = whole.LearnedAleatoric is null ? null : Part(whole.LearnedAleatoric);

        Tensor Part(Tensor tensor) => Own(tensor.narrow(0, start, length));
    }

    /// <summary>[N, C] mean probabilities p̄.</summary>
    public override Tensor Prediction => Alive(field);

    /// <summary>[N] the most probable class of p̄, the lowest number where several are (int64).</summary>
    public Tensor PredictedClass => Alive(field);

    /// <summary>[N] entropy of the mean, H[p̄], in [0, ln C] nats.</summary>
    public override Tensor Total => Alive(field);

    /// <summary>
    /// [N] mean entropy of the draws, E H[p_s], in [0, ln C] nats; of evidential networks, the mean of the part that each calls the data's.
    /// </summary>
    public override Tensor Aleatoric => Alive(field);

    /// <summary>
    /// [N] mutual information (BALD), H[p̄] - E H[p_s], in [0, ln C] nats; of evidential networks with what each admits of its own weights.
    /// </summary>
    public override Tensor Epistemic => Alive(field);

    /// <summary>[N] total uncertainty divided by ln C: in [0, 1], whatever else is in the batch.</summary>
    public Tensor NormalisedTotal => Alive(field);

    /// <summary>[N] aleatoric uncertainty divided by ln C, in [0, 1].</summary>
    public Tensor NormalisedAleatoric => Alive(field);

    /// <summary>[N] epistemic uncertainty divided by ln C, in [0, 1].</summary>
    public Tensor NormalisedEpistemic => Alive(field);

    /// <summary>[N] variation ratio of the mean, 1 - max p̄, in [0, 1 - 1/C].</summary>
    public Tensor VariationRatio => Alive(field);

    /// <summary>
    /// [N] variation ratio of the votes, 1 - (votes of the most frequent class) / S; a draw votes for its most probable class, the
    /// lowest number where several are.
    /// </summary>
    public Tensor VoteVariationRatio => Alive(field);

    /// <summary>[N] mean over the classes of the standard deviation over the draws, in [0, 1/2].</summary>
    public Tensor MeanStd => Alive(field);

    /// <summary>[N, C] variance over the draws of each class's probability, in [0, 1/4].</summary>
    public Tensor ClassVariance => Alive(field);

    /// <summary>
    /// [N] entropy of the class probabilities under the label noise that an aleatoric head has learnt, in [0, ln C] nats; null where there
    /// is no head. Beside the decomposition: it is no part of <see cref="Total"/>.
    /// </summary>
    public Tensor? LearnedAleatoric => Alive(field);

    /// <summary>All measures of one input. Copies all values of the result at the first call.</summary>
    /// <param name="index">Number of the input, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such input.</exception>
    /// <exception cref="InvalidOperationException">The result is one of maps: take <see cref="Slice"/>.</exception>
    public ClassificationAnswer this[int index]
    {
        get
        {
            int input = CheckIndex(index);
            return (_table ??= new ClassificationTable(this))[input];
        }
    }

    /// <inheritdoc/>
    public override ClassificationUncertainty Slice(int start, int length = 1)
    {
        CheckSlice(start, length);
        return new ClassificationUncertainty(this, start, length);
    }

    /// <summary>The answers for all inputs, in order.</summary>
    /// <exception cref="InvalidOperationException">The result is one of maps: take <see cref="Slice"/>.</exception>
    public IEnumerator<ClassificationAnswer> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

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
    /// <param name="aleatoric">
    /// [N, …] mean over the draws of the entropy that each network calls the data's (<see cref="ClassificationReading.Aleatoric"/>); null for
    /// <see cref="PredictiveMoments.MeanEntropy"/>, where networks do not tell one from the other.
    /// </param>
    /// <param name="learned">[N, …] what <see cref="ClassificationHead.Entropy"/> says; null where there is no head.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="moments"/> are those of outputs not read as class probabilities, or have one class; or another argument has another
    /// shape than the mean entropy, or is not finite.
    /// </exception>
    public static ClassificationUncertainty FromMoments(PredictiveMoments moments, Tensor? aleatoric = null, Tensor? learned = null)
    {
        Guard.NotNull(moments);
        if (moments.MeanEntropy is null || moments.Votes is null)
        {
            throw new ArgumentException(
                "must be moments of class probabilities, as SoftmaxMoments and ProbabilityMoments give them; got those of raw outputs.",
                nameof(moments));
        }

        TwoClasses(moments.Outputs, nameof(moments));
        Entropies(aleatoric, moments.MeanEntropy, nameof(aleatoric));
        Entropies(learned, moments.MeanEntropy, nameof(learned));
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradient = torch.no_grad();
        Tensor majority = moments.Votes.amax([1]).to_type(moments.Mean.dtype) / moments.Draws;
        return new ClassificationUncertainty(
            moments.Mean.detach(), moments.Variance.detach(), aleatoric?.clone() ?? moments.MeanEntropy.detach(), majority, learned?.clone());
    }

    private static void Entropies(Tensor? entropies, Tensor like, string name)
    {
        if (entropies is null)
        {
            return;
        }

        if (!entropies.shape.AsSpan().SequenceEqual(like.shape))
        {
            throw new ArgumentException(
                $"must be [{string.Join(", ", like.shape)}], an entropy for each answer; got [{string.Join(", ", entropies.shape)}].", name);
        }

        Guard.Finite(entropies, name);
    }

    private static void TwoClasses(int classes, string name)
    {
        if (classes < 2)
        {
            throw new ArgumentException($"must have at least 2 classes; got {classes}.", name);
        }
    }
}
