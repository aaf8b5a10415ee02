namespace Uncertainty.ActiveLearning;

/// <summary>Where the training of a round starts.</summary>
public enum NetworkStart
{
    /// <summary>From a new network in each round, as the literature does it: no round is bound to what an earlier one saw first.</summary>
    Fresh,

    /// <summary>From the network of the round before: faster. Its weights are kept beside the journal, so that a run can be resumed.</summary>
    Warm,
}
