namespace Uncertainty.ActiveLearning;

/// <summary>
/// BatchBALD: the batch whose labels together say most about which draw is right, built greedily. Each next input adds most to what the labels
/// of those before it say, so that copies and near-copies are not taken together while anything else helps more; a batch of one is the input
/// with the highest mutual information (BALD). Needs draws of class probabilities. Scores of the choice: the mutual information I(y_1, …, y_b; ω)
/// of the whole batch so far and the draw, in nats.
/// </summary>
/// <remarks>
/// Kirsch, van Amersfoort, Gal, "BatchBALD: Efficient and Diverse Batch Acquisition for Deep Bayesian Active Learning", NeurIPS 2019,
/// Algorithm 1, Eq. (9)–(14). While all label configurations of the chosen fit <see cref="BatchBaldOptions.Configurations"/>, joint entropies are
/// exact, and the seed is not looked at. Gains are then those of a submodular function, which never grow with the batch: candidates whose old gain
/// is already below the best new one are passed over, and the choice is the same as if all were looked at. From sampled configurations a gain is
/// an estimate; it is held down to the candidate's gain at the last exact step, which bounds the true one, and that bound alone decides who
/// is passed over. Gains that differ by no more than 1e-12 are equal, and the lowest number goes first. Neither the batches that draws come in nor
/// <see cref="BatchBaldOptions.MemoryLimit"/> change the choice.
/// </remarks>
/// <param name="options">How to compute; null for the defaults.</param>
public sealed class BatchBaldSelector(BatchBaldOptions? options = null) : BatchSelector
{
    private readonly BatchBaldOptions _options = options ?? new BatchBaldOptions();

    private protected override void Fill(GreedyChoice choice, CandidateSet candidates, long seed, CancellationToken cancellationToken)
    {
        using JointSearch search = JointSearch.Begin(candidates, _options, seed, cancellationToken);
        double information = 0;
        while (!choice.IsFull && search.Next(choice, goesOn: choice.Positions.Count + 1 < choice.Count) is { } next)
        {
            information += next.Gain;
            choice.Take(next.Position, information);
        }
    }
}
