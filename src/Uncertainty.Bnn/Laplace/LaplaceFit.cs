namespace Uncertainty.Bnn;

/// <summary>The numbers of a fitted Laplace approximation.</summary>
/// <param name="PriorPrecision">δ.</param>
/// <param name="NoiseVariance">σ²; 1 for a classification.</param>
/// <param name="LogMarginalLikelihood">ln p(D).</param>
/// <param name="EffectiveParameters">γ.</param>
internal sealed record LaplaceFit(double PriorPrecision, double NoiseVariance, double LogMarginalLikelihood, double EffectiveParameters);
