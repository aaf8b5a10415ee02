using Uncertainty.Bnn;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <content>How far the draws, or the members of a committee, disagree. All are 0 where they agree, and of a single draw.</content>
public static partial class Acquisition
{
    /// <summary>
    /// BALD, the information that the label has of the weights: H[p̄] − E H[p_s], in [0, ln C] nats. Computed as the mean of KL(p_s ‖ p̄), which is the
    /// same number: so it is 0 where draws agree, and small scores keep their order, which the difference of two entropies rounds away.
    /// </summary>
    /// <param name="draws">[S, N, C] class probabilities; C at least 2.</param>
    /// <remarks>Houlsby et al., "Bayesian Active Learning for Classification and Preference Learning", 2011, Eq. (2).</remarks>
    public static Tensor Bald(PredictiveSamples draws) =>
        ClassDraws.Score(draws, DisagreementMeasures.MeanDivergence, GraphedMeasures.MeanDivergence);

    /// <summary>Mean over the draws of KL(p_s ‖ p̄), at least 0, in nats. The same number as <see cref="Bald"/>, by its name for committees.</summary>
    /// <param name="draws">[S, N, C] class probabilities; C at least 2.</param>
    /// <remarks>McCallum, Nigam, "Employing EM and Pool-Based Active Learning for Text Classification", ICML 1998.</remarks>
    public static Tensor ConsensusDivergence(PredictiveSamples draws) => Bald(draws);

    /// <summary>Greatest KL(p_s ‖ p̄) of all draws, in [0, ln S] nats: how far the one that disagrees most is from the rest.</summary>
    /// <param name="draws">[S, N, C] class probabilities; C at least 2.</param>
    public static Tensor MaximumConsensusDivergence(PredictiveSamples draws) =>
        ClassDraws.Score(draws, DisagreementMeasures.MaximumDivergence, GraphedMeasures.MaximumDivergence);

    /// <summary>Mean over the classes of the standard deviation over the draws, in [0, 1/2].</summary>
    /// <param name="draws">[S, N, C] class probabilities; C at least 2.</param>
    /// <remarks>Gal, Islam, Ghahramani, "Deep Bayesian Active Learning with Image Data", ICML 2017.</remarks>
    public static Tensor MeanStandardDeviation(PredictiveSamples draws) =>
        ClassDraws.Score(draws, DisagreementMeasures.MeanStandardDeviation, GraphedMeasures.MeanStandardDeviation);

    /// <summary>Mean over the classes of the variance over the draws, in [0, 1/4].</summary>
    /// <param name="draws">[S, N, C] class probabilities; C at least 2.</param>
    public static Tensor MeanVariance(PredictiveSamples draws) =>
        ClassDraws.Score(draws, DisagreementMeasures.MeanVariance, GraphedMeasures.MeanVariance);

    /// <summary>
    /// Variation ratio of the votes, 1 − (votes of the most frequent class) / S, in [0, 1 − 1/C]; a draw votes for its most probable class, the lowest
    /// number where several are. Takes S values at most: expect ties.
    /// </summary>
    /// <param name="draws">[S, N, C] class probabilities; C at least 2.</param>
    public static Tensor VoteVariationRatio(PredictiveSamples draws) => ClassDraws.Score(draws, VoteMeasures.VariationRatio);

    /// <summary>Entropy of the shares of the votes, in [0, ln min(S, C)] nats; votes as in <see cref="VoteVariationRatio"/>.</summary>
    /// <param name="draws">[S, N, C] class probabilities; C at least 2.</param>
    /// <remarks>Dagan, Engelson, "Committee-Based Sampling for Training Probabilistic Classifiers", ICML 1995, who divide by the most it can be.</remarks>
    public static Tensor VoteEntropy(PredictiveSamples draws) => ClassDraws.Score(draws, VoteMeasures.Entropy);

    /// <summary>
    /// Share of the S (S − 1) / 2 pairs of draws that vote for different classes, in [0, 1]; 0 of a single draw, which has nobody to disagree with.
    /// </summary>
    /// <param name="draws">[S, N, C] class probabilities; C at least 2.</param>
    public static Tensor PairwiseDisagreement(PredictiveSamples draws) => ClassDraws.Score(draws, VoteMeasures.PairwiseDisagreement);

    /// <summary>
    /// Expected predictive information gain: what the label of an input tells of the labels of target inputs, those that the model will be asked for.
    /// The mean over the targets of the mutual information of the two labels, at least 0, in nats. Unlike <see cref="Bald"/> it leaves alone what is
    /// uncertain but far from all targets.
    /// </summary>
    /// <param name="targetDraws">
    /// [S, M, C] class probabilities of M target inputs, by the same draws as the candidates': draw s must be the same network. A hundred or so
    /// inputs, drawn from where the model will be used. Copied; stay the caller's.
    /// </param>
    /// <returns>A function for [S, N, C] class probabilities, S as many as of the targets.</returns>
    /// <remarks>
    /// Bickford Smith et al., "Prediction-Oriented Bayesian Active Learning", AISTATS 2023. Time is N · M · S · C² multiplications and N · M · C²
    /// logarithms; memory beside the copy does not grow with M.
    /// </remarks>
    /// <exception cref="ArgumentException"><paramref name="targetDraws"/> are no probabilities, or have one class.</exception>
    public static AcquisitionFunction Epig(PredictiveSamples targetDraws)
    {
        TargetInformation targets = new(targetDraws);
        return draws =>
        {
            if (Guard.NotNull(draws).Draws != targets.Draws)
            {
                throw new ArgumentException($"must be the {targets.Draws} draws that the targets were seen by; got {draws.Draws}.", nameof(draws));
            }

            return ClassDraws.Score(draws, targets.Of);
        };
    }
}
