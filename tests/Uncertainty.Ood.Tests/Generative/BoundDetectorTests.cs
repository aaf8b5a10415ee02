using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Testing;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood.Tests;

[TestFixture]
internal sealed class BoundDetectorTests
{
    private const double Tolerance = 0.1;

    /// <summary>Of a normal distribution with a mean of one latent, both bounds are known: the tighter one goes to ln p(x) itself.</summary>
    [TestCase(LikelihoodBound.Elbo)]
    [TestCase(LikelihoodBound.ImportanceWeighted)]
    public void ElboDetector_LinearDecoder_IsTheFormula(LikelihoodBound bound)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using LinearModel linear = new();
        ElboDetectorOptions options = new() { Bound = bound, Draws = 2_000 };
        double[] scores = Values.Of(new ElboDetector(linear.Model, options).Score(linear.Inputs));
        double[] expected = [.. bound == LikelihoodBound.Elbo ? linear.Elbo() : linear.LogLikelihood()];
        double[] off = [.. scores.Zip(expected, (score, wanted) => Math.Abs(score + wanted) - (0.05 * Math.Abs(wanted)))];
        Assert.That(off, Has.All.LessThan(Tolerance));
    }

    [Test]
    public void ElboDetector_Seed_DecidesTheDraws()
    {
        using ToyProblem toy = new();
        VariationalAutoencoder model = ToyAutoencoders.Of(toy);
        double[] zero = Scores(model, toy.Inliers, 0);
        Assert.That(Scores(model, toy.Inliers, 1), Is.Not.EqualTo(zero));
        Assert.That(Scores(model, toy.Inliers, 0), Is.EqualTo(zero));
    }

    /// <summary>
    /// A linear decoder of one latent has a normal posterior, which the search can reach: the regret is then KL(q ‖ p(z | x)) of the encoder's q.
    /// </summary>
    [Test]
    public void LikelihoodRegretDetector_LinearDecoder_IsTheDivergenceFromThePosterior()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using LinearModel linear = new();
        LikelihoodRegretOptions options = new() { Steps = 600, LearningRate = 0.03, Draws = 2_000 };
        double[] regret = Values.Of(new LikelihoodRegretDetector(linear.Model, options).Score(linear.Inputs));
        double[] expected = [.. linear.LogLikelihood().Zip(linear.Elbo(), (best, before) => best - before)];
        Assert.That(expected.Max(), Is.GreaterThan(1), "there is something to find");
        double[] off = [.. regret.Zip(expected, (found, wanted) => Math.Abs(found - wanted) - (0.05 * wanted))];
        Assert.That(off, Has.All.LessThan(Tolerance));
    }

    [Test]
    public void LikelihoodRegretDetector_MoreSteps_FindMore()
    {
        using ToyProblem toy = new();
        using DisposeScope scope = torch.NewDisposeScope();
        VariationalAutoencoder model = ToyAutoencoders.Of(toy);
        Tensor outliers = ToyAutoencoders.Outliers(toy);
        double few = Values.Of(new LikelihoodRegretDetector(model, new LikelihoodRegretOptions { Steps = 1 }).Score(outliers)).Average();
        double many = Values.Of(new LikelihoodRegretDetector(model, new LikelihoodRegretOptions { Steps = 50 }).Score(outliers)).Average();
        Assert.That(many, Is.GreaterThan(few));
        Assert.That(few, Is.GreaterThan(0));
    }

    [Test]
    public void LikelihoodRegretDetector_StepsTooLong_SaysSo()
    {
        using ToyProblem toy = new();
        LikelihoodRegretDetector detector = new(ToyAutoencoders.Of(toy), new LikelihoodRegretOptions { LearningRate = 1e6 });
        Assert.That(() => detector.Score(toy.Inliers), Throws.InvalidOperationException.With.Message.Contains("LearningRate"));
    }

    [Test]
    public void Options_OutOfRange_NameThemselves()
    {
        Assert.That(Name(() => new ElboDetectorOptions { Draws = 0 }.ToString()), Is.EqualTo("Draws"));
        Assert.That(Name(() => new ElboDetectorOptions { Bound = (LikelihoodBound)9 }.ToString()), Is.EqualTo("Bound"));
        Assert.That(Name(() => new LikelihoodRegretOptions { Steps = 0 }.ToString()), Is.EqualTo("Steps"));
        Assert.That(Name(() => new LikelihoodRegretOptions { LearningRate = double.NaN }.ToString()), Is.EqualTo("LearningRate"));
        Assert.That(Name(() => new LikelihoodRegretOptions { Draws = 0 }.ToString()), Is.EqualTo("Draws"));
        Assert.That(Name(() => new ElboDetector(null!).ToString()), Is.EqualTo("model"));
        Assert.That(Name(() => new LikelihoodRegretDetector(null!).ToString()), Is.EqualTo("model"));
    }

    private static string? Name(Action act) => Assert.Catch<ArgumentException>(act)!.ParamName;

    private static double[] Scores(VariationalAutoencoder model, Tensor inputs, long seed)
    {
        using Tensor scores = new ElboDetector(model, new ElboDetectorOptions { Seed = seed }).Score(inputs);
        return Values.Of(scores);
    }
}
