namespace Uncertainty.Evaluation;

/// <summary>A regression's result as plain numbers, input by input.</summary>
internal sealed class RegressionTable(RegressionUncertainty result)
{
    private readonly PlainRows _prediction = new(result.Prediction);
    private readonly PlainRows _total = new(result.Total);
    private readonly PlainRows _aleatoric = new(result.Aleatoric);
    private readonly PlainRows _epistemic = new(result.Epistemic);
    private readonly PlainRows _standardDeviation = new(result.StandardDeviation);

    public RegressionAnswer this[int input] => new()
    {
        Prediction = _prediction.Row(input),
        Total = _total.Row(input),
        Aleatoric = _aleatoric.Row(input),
        Epistemic = _epistemic.Row(input),
        StandardDeviation = _standardDeviation.Row(input),
    };
}
