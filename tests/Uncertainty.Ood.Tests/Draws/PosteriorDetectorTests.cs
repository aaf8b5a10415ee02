using System.Text;
using Uncertainty.Evaluation;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Ood.Tests;

[TestFixture]
internal sealed class PosteriorDetectorTests
{
    // Two inputs, three draws, two classes: the draws agree about the first and differ about the second.
    private static readonly double[] Draws = [0.9, 0.1, 0.8, 0.2, 0.9, 0.1, 0.3, 0.7, 0.9, 0.1, 0.4, 0.6];

    [TestCase(PosteriorMeasure.PredictiveEntropy)]
    [TestCase(PosteriorMeasure.MutualInformation)]
    [TestCase(PosteriorMeasure.VariationRatio)]
    [TestCase(PosteriorMeasure.VoteVariationRatio)]
    [TestCase(PosteriorMeasure.MeanStandardDeviation)]
    [TestCase(PosteriorMeasure.ExpectedEntropy)]
    public void Score_OfDraws_IsTheMeasureByHand(PosteriorMeasure measure)
    {
        double[][] draws = [[0.9, 0.9, 0.9], [0.8, 0.3, 0.4]];
        double[] expected = [.. draws.Select(p => ByHand(measure, p))];
        Assert.That(Scores(measure, Draws, new ProbabilityOutput(2)), Is.EqualTo(expected).Within(1e-12));
        Assert.That(Scores(measure, [.. Draws.Select(value => Math.Log(value))], new SoftmaxOutput(2)), Is.EqualTo(expected).Within(1e-12));
    }

    [Test]
    public void Score_DrawsOfMaps_IsAnError()
    {
        using Tensor inputs = ones(1, 2);
        PosteriorDetector detector = new(Evaluation(new FixedPosterior([0.5, 0.5, 0.5, 0.5], 1, 1, 2, 2)));
        Assert.That(() => detector.Score(inputs), Throws.InvalidOperationException.With.Message.Contains("[1, 2, 2]"));
    }

    [Test]
    public void Constructor_BadArguments_AreNamed()
    {
        ClassificationEvaluation evaluation = Evaluation(new FixedPosterior([0.5, 0.5], 1, 1, 2));
        Assert.That(Assert.Throws<ArgumentNullException>(() => _ = new PosteriorDetector(null!))!.ParamName, Is.EqualTo("evaluation"));
        Assert.That(Assert.Throws<ArgumentOutOfRangeException>(() => _ = new PosteriorDetector(evaluation, (PosteriorMeasure)9))!.ParamName, Is.EqualTo("measure"));
    }

    [Test]
    public void Load_UnknownMeasure_IsRefused()
    {
        string path = Path.GetTempFileName();
        try
        {
            FixedPosterior posterior = new([0.5, 0.5], 1, 1, 2);
            ClassificationEvaluation evaluation = Evaluation(posterior);
            new PosteriorDetector(evaluation, PosteriorMeasure.MutualInformation).Save(path);
            Assert.That(PosteriorDetector.Load(path, evaluation).Measure, Is.EqualTo(PosteriorMeasure.MutualInformation));
            ClassificationEvaluation other = UncertaintyEvaluation.ForClassification(posterior, new ProbabilityOutput(2));
            Assert.That(() => PosteriorDetector.Load(path, other), Throws.InstanceOf<InvalidDataException>().With.Message.Contains("SoftmaxOutput of 2"));
            string text = Encoding.Latin1.GetString(File.ReadAllBytes(path));
            File.WriteAllBytes(path, Encoding.Latin1.GetBytes(text.Replace("MutualInformation", "MutualAffirmation", StringComparison.Ordinal)));
            Assert.That(() => PosteriorDetector.Load(path, evaluation), Throws.InstanceOf<InvalidDataException>());
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static double[] Scores(PosteriorMeasure measure, double[] draws, ClassificationOutput output)
    {
        using Tensor inputs = ones(2, 5);
        using Tensor scores = new PosteriorDetector(
            UncertaintyEvaluation.ForClassification(new FixedPosterior(draws, 3, 2, 2), output), measure).Score(inputs);
        return Values.Of(scores);
    }

    private static ClassificationEvaluation Evaluation(FixedPosterior posterior) => UncertaintyEvaluation.ForClassification(posterior, classes: 2);

    /// <summary>From the probabilities of the first of two classes, one for each draw.</summary>
    private static double ByHand(PosteriorMeasure measure, double[] draws)
    {
        double mean = draws.Average();
        int votes = draws.Count(p => p > 0.5);
        return measure switch
        {
            PosteriorMeasure.PredictiveEntropy => Entropy(mean),
            PosteriorMeasure.MutualInformation => Entropy(mean) - draws.Average(Entropy),
            PosteriorMeasure.VariationRatio => 1 - Math.Max(mean, 1 - mean),
            PosteriorMeasure.VoteVariationRatio => 1 - (Math.Max(votes, draws.Length - votes) / (double)draws.Length),
            PosteriorMeasure.MeanStandardDeviation => Math.Sqrt(draws.Average(p => (p - mean) * (p - mean))),
            _ => draws.Average(Entropy),
        };
    }

    private static double Entropy(double p) => -(p * Math.Log(p)) - ((1 - p) * Math.Log(1 - p));
}
