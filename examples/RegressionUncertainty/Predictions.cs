using Uncertainty.Evaluation;
using static TorchSharp.torch;
using Result = Uncertainty.Evaluation.RegressionUncertainty;
using Rows = UciRegression.Data.Examples;

namespace RegressionUncertainty;

/// <summary>What a model says of some inputs, in the target's unit: means, and variances of both kinds.</summary>
internal sealed record Predictions(double[] Means, double[] Aleatoric, double[] Epistemic)
{
    /// <summary>Square roots of the total variances.</summary>
    public double[] Deviations { get; } = [.. Aleatoric.Zip(Epistemic, (noise, model) => Math.Sqrt(noise + model))];

    /// <summary>How much of the mean variance is epistemic, in [0, 1].</summary>
    public double EpistemicShare => Epistemic.Average() / (Epistemic.Average() + Aleatoric.Average());

    public static Predictions Of(RegressionEvaluation evaluation, RegressionData data, Rows rows)
    {
        using Tensor inputs = data.Inputs(rows);
        using Result result = evaluation.Evaluate(inputs);
        double unit = data.Scale.TargetDeviation;
        return new Predictions(
            [.. result.Select(answer => data.Scale.TargetMean + (unit * answer.Prediction[0]))],
            [.. result.Select(answer => unit * unit * answer.Aleatoric[0])],
            [.. result.Select(answer => unit * unit * answer.Epistemic[0])]);
    }
}
