namespace Uncertainty.Evaluation;

/// <summary>
/// What a Brier score is made of: <see cref="Score"/> = <see cref="Reliability"/> - <see cref="Resolution"/> + <see cref="Uncertainty"/>,
/// exactly.
/// </summary>
/// <remarks>
/// Murphy, "A New Vector Partition of the Probability Score", Journal of Applied Meteorology, 1973, for each class with its probabilities in
/// bins, summed over the classes. What binning leaves over within bins counts as resolution: the generalised resolution of Stephenson,
/// Coelho and Jolliffe, "Two Extra Components in the Brier Score Decomposition", Weather and Forecasting, 2008.
/// </remarks>
/// <param name="Reliability">Squared gap between probability and frequency, in [0, 2]; lower is better, 0 is calibrated.</param>
/// <param name="Resolution">How much the frequencies differ between forecasts; higher is better.</param>
/// <param name="Uncertainty">That of the labels alone, Σ_c ō_c (1 - ō_c) with the classes' shares ō, in [0, 1).</param>
public readonly record struct BrierDecomposition(double Reliability, double Resolution, double Uncertainty)
{
    /// <summary>The Brier score.</summary>
    public double Score => Reliability - Resolution + Uncertainty;
}
