using Uncertainty.Evaluation;

namespace MnistCalibration;

/// <summary>
/// Chooses a penalty among powers of ten by the likelihood of the half of the inputs that was not fitted on, each half in its turn.
/// </summary>
internal static class CrossValidation
{
    private static readonly double[] Penalties = [0.1, 1, 10, 100, 1_000, 10_000];

    internal static double Best(Predictions inputs, bool takesLogits, Func<double, Calibrators.Fitting> fitting)
    {
        int[] all = [.. Enumerable.Range(0, inputs.Count)];
        Predictions first = inputs.Take(all[..(all.Length / 2)]);
        Predictions second = inputs.Take(all[(all.Length / 2)..]);
        return Penalties.MinBy(penalty => Loss(first, second, takesLogits, fitting(penalty)) + Loss(second, first, takesLogits, fitting(penalty)));
    }

    private static double Loss(Predictions fit, Predictions measure, bool takesLogits, Calibrators.Fitting fitting)
    {
        ICalibrator calibrator = fitting(takesLogits ? fit.Logits : fit.Probabilities, fit.Classes, fit.Labels);
        double[] probabilities = calibrator.Apply(takesLogits ? measure.Logits : measure.Probabilities);
        return ClassificationMetrics.NegativeLogLikelihood(probabilities, measure.Classes, measure.Labels);
    }
}
