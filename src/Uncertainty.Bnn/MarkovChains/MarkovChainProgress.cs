namespace Uncertainty.Bnn;

/// <summary>
/// Where a Markov chain stands; reported after each step and then, where the network has BatchNorm, after each sample whose statistics are taken.
/// </summary>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">How many there will be.</param>
/// <param name="LearningRate">That of the last step.</param>
/// <param name="IsSampling">Whether the last step had noise and its weights could be kept, by the schedule.</param>
/// <param name="Samples">Samples kept so far.</param>
/// <param name="NegativeLogLikelihood">Mean of −ln p(y | x, w) over the last batch, before the step.</param>
/// <param name="Statistics">Samples whose BatchNorm statistics are taken.</param>
public readonly record struct MarkovChainProgress(
    int Step, int Steps, double LearningRate, bool IsSampling, int Samples, double NegativeLogLikelihood, int Statistics);
