using System.Globalization;
using ScottPlot;
using Uncertainty.ActiveLearning;
using Uncertainty.Evaluation;
using static TorchSharp.torch;

namespace ActiveLearningMnist.Learning;

/// <summary>
/// A selector that draws one of its choices: the mutual information of all candidates, and where the chosen ones stand in it. Chooses and is called as
/// the selector that it has, so that journals are the same.
/// </summary>
/// <param name="selector">What chooses.</param>
/// <param name="function">Its name, for the title.</param>
/// <param name="labels">The number of labels known at the choice that is drawn.</param>
/// <param name="picture">The file.</param>
internal sealed class DrawnSelector(IBatchSelector selector, string function, int labels, string picture) : IBatchSelector
{
    public BatchSelection Choose(CandidateSet candidates, int count, long seed = 0, CancellationToken cancellationToken = default)
    {
        BatchSelection choice = selector.Choose(candidates, count, seed, cancellationToken);
        if (candidates.Labels.Count == labels)
        {
            using Tensor scores = candidates.Score(Acquisition.Bald, cancellationToken);
            using Plot plot = AcquisitionFigures.Histogram("mutual information, nats", scores, choice);
            plot.Title(string.Create(CultureInfo.InvariantCulture, $"{count:N0} of {candidates.Count:N0} chosen by {function} with {labels:N0} labels"));
            plot.SaveFigure(picture);
        }

        return choice;
    }

    public override string ToString() => selector.ToString()!;
}
