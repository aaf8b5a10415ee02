using Uncertainty.Evaluation;

namespace Uncertainty.Ood.Tests;

[TestFixture(PosteriorMeasure.PredictiveEntropy)]
[TestFixture(PosteriorMeasure.MutualInformation)]
[TestFixture(PosteriorMeasure.VariationRatio)]
[TestFixture(PosteriorMeasure.MeanStandardDeviation)]
[TestFixture(PosteriorMeasure.ExpectedEntropy)]
internal sealed class PosteriorDetectorContract(PosteriorMeasure measure) : DetectorContract
{
    protected override ISavableDetector Make(ToyProblem toy) => new PosteriorDetector(Posterior(toy), measure);

    protected override ISavableDetector Load(string path, ToyProblem toy) => PosteriorDetector.Load(path, Posterior(toy));

    private static ClassificationEvaluation Posterior(ToyProblem toy) => UncertaintyEvaluation.ForClassification(
        toy.Network, ToyProblem.Classes, options: new UncertaintyEvaluationOptions { Draws = 20 });
}

[TestFixture]
internal sealed class VoteVariationRatioContract : DetectorContract
{
    protected override double LeastAuroc => 0.9;

    protected override ISavableDetector Make(ToyProblem toy) =>
        new PosteriorDetector(Posterior(toy), PosteriorMeasure.VoteVariationRatio);

    protected override ISavableDetector Load(string path, ToyProblem toy) => PosteriorDetector.Load(path, Posterior(toy));

    private static ClassificationEvaluation Posterior(ToyProblem toy) => UncertaintyEvaluation.ForClassification(
        toy.Network, ToyProblem.Classes, options: new UncertaintyEvaluationOptions { Draws = 20 });
}
