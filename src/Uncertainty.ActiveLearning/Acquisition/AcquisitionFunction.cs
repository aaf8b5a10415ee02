using Uncertainty.Bnn;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <summary>Says how much the label of each input would be worth: the higher, the more informative, for every function.</summary>
/// <param name="draws">
/// What S draws say of N inputs, as <see cref="Evaluation.UncertaintyEvaluation.EvaluateDraws"/> gives it: [S, N, C] class probabilities; of a
/// regression [S, N, D, 2], of each of D targets the mean and the variance of the noise, or [S, N, D, 1] where the noise is not known.
/// </param>
/// <returns>[N] scores in double precision, finite; the score of an input does not depend on the others. A new tensor, the caller's.</returns>
public delegate Tensor AcquisitionFunction(PredictiveSamples draws);
