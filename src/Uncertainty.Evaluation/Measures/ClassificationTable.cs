namespace Uncertainty.Evaluation;

/// <summary>A classification's result as plain numbers, input by input.</summary>
internal sealed class ClassificationTable(ClassificationUncertainty result)
{
    private readonly PlainRows _class = new(result.PredictedClass);
    private readonly PlainRows _probabilities = new(result.Prediction);
    private readonly PlainRows _total = new(result.Total);
    private readonly PlainRows _aleatoric = new(result.Aleatoric);
    private readonly PlainRows _epistemic = new(result.Epistemic);
    private readonly PlainRows _normalisedTotal = new(result.NormalisedTotal);
    private readonly PlainRows _normalisedAleatoric = new(result.NormalisedAleatoric);
    private readonly PlainRows _normalisedEpistemic = new(result.NormalisedEpistemic);
    private readonly PlainRows _variationRatio = new(result.VariationRatio);
    private readonly PlainRows _voteVariationRatio = new(result.VoteVariationRatio);
    private readonly PlainRows _meanStd = new(result.MeanStd);
    private readonly PlainRows _classVariance = new(result.ClassVariance);
    private readonly PlainRows? _learned = result.LearnedAleatoric is null ? null : new(result.LearnedAleatoric);

    public ClassificationAnswer this[int input] => new()
    {
        PredictedClass = (int)_class.Number(input),
        Probabilities = _probabilities.Row(input),
        Total = _total.Number(input),
        Aleatoric = _aleatoric.Number(input),
        Epistemic = _epistemic.Number(input),
        NormalisedTotal = _normalisedTotal.Number(input),
        NormalisedAleatoric = _normalisedAleatoric.Number(input),
        NormalisedEpistemic = _normalisedEpistemic.Number(input),
        VariationRatio = _variationRatio.Number(input),
        VoteVariationRatio = _voteVariationRatio.Number(input),
        MeanStd = _meanStd.Number(input),
        ClassVariance = _classVariance.Row(input),
        LearnedAleatoric = _learned?.Number(input),
    };
}
