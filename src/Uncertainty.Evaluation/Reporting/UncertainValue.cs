using System.Runtime.InteropServices;

namespace Uncertainty.Evaluation;

/// <summary>One predicted number that a report lists.</summary>
/// <param name="Input">Number of the input in the order in which they came, from 0.</param>
/// <param name="Position">Where in the input's map, row-major from 0; 0 where there is one prediction for each input.</param>
/// <param name="Output">Which of the D outputs, from 0.</param>
/// <param name="Mean">The predicted mean, in the target's unit.</param>
/// <param name="StandardDeviation">Root of the total variance, in the target's unit.</param>
/// <param name="Target">The true value.</param>
/// <param name="Aleatoric">Aleatoric variance, in the square of the target's unit; null where the two were not told apart.</param>
/// <param name="Epistemic">Epistemic variance, in the square of the target's unit; null where the two were not told apart.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct UncertainValue(
    long Input,
    long Position,
    int Output,
    double Mean,
    double StandardDeviation,
    double Target,
    double? Aleatoric,
    double? Epistemic)
{
    /// <summary>Target minus mean, in the target's unit.</summary>
    public double Error => Target - Mean;

    /// <summary>Error over standard deviation: beyond 3 in one of 400 cases, were the prediction right.</summary>
    public double StandardisedError => Error / StandardDeviation;
}
