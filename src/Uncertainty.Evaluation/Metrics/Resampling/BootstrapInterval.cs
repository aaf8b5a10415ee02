namespace Uncertainty.Evaluation;

/// <summary>A metric, and how far chance in the choice of inputs may have moved it.</summary>
/// <param name="Estimate">The metric of the inputs as they are.</param>
/// <param name="Lower">Lower end of the confidence interval.</param>
/// <param name="Upper">Upper end of the confidence interval.</param>
/// <param name="StandardError">Standard deviation of the metric over the replicates.</param>
public readonly record struct BootstrapInterval(double Estimate, double Lower, double Upper, double StandardError);
