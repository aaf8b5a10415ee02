using Uncertainty.ActiveLearning.Tests.Acquisitions;
using Uncertainty.Bnn;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.ActiveLearning.Tests.Candidates;

/// <summary>Candidates whose draws or features were computed before.</summary>
[TestFixture]
internal sealed class CandidateSetTests
{
    [Test]
    public void FromDraws_HandsTheDrawsOverAsTheyAre()
    {
        using PredictiveSamples draws = Draws.OfClasses(1, 4, 5, 3);
        using CandidateSet candidates = CandidateSet.FromDraws(draws, labels: [2, 0]);
        Assert.That((candidates.Count, candidates.HasDraws, candidates.HasFeatures), Is.EqualTo((5, true, false)));
        Assert.That(candidates.Labels, Is.EqualTo(new Label[] { 2, 0 }));
        for (int round = 0; round < 2; round++)
        {
            using PredictiveSamples same = candidates.Draws().Single();
            Assert.That(Values.Of(same.Values), Is.EqualTo(Values.Of(draws.Values)));
        }

        Assert.That(() => candidates.Features(), Throws.InvalidOperationException.With.Message.Contains("reader of features"));
    }

    [Test]
    public void FromFeatures_HasNoDraws()
    {
        using Tensor values = zeros(5, 2);
        using CandidateFeatures features = new(values);
        using CandidateSet candidates = CandidateSet.FromFeatures(features);
        Assert.That((candidates.Count, candidates.HasDraws, candidates.HasFeatures), Is.EqualTo((5, false, true)));
        Assert.That(candidates.Features(), Is.SameAs(features));
        Assert.That(candidates.Labels, Is.Empty);
        Assert.That(() => candidates.Draws(), Throws.InvalidOperationException.With.Message.Contains("no draws"));
        Assert.That(() => candidates.Score(Acquisition.Bald), Throws.InvalidOperationException.With.Message.Contains("no draws"));
    }

    [Test]
    public void FromDraws_FeaturesOfOthers_ThrowsWithName()
    {
        using PredictiveSamples draws = Draws.OfClasses(1, 4, 5, 3);
        using Tensor values = zeros(6, 2);
        using CandidateFeatures features = new(values);
        Assert.That(
            () => CandidateSet.FromDraws(draws, features),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("features").And.Message.Contains("5").And.Message.Contains("6"));
        Assert.That(() => CandidateSet.FromDraws(null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("draws"));
        Assert.That(() => CandidateSet.FromFeatures(null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("features"));
    }

    [Test]
    public void Score_IsWhatTheFunctionGives()
    {
        using PredictiveSamples draws = Draws.OfClasses(1, 4, 5, 3);
        using CandidateSet candidates = CandidateSet.FromDraws(draws);
        using Tensor scores = candidates.Score(Acquisition.Entropy);
        using Tensor single = candidates.Score(samples => zeros(samples.Inputs, dtype: ScalarType.Float32));
        Assert.That(scores.dtype, Is.EqualTo(ScalarType.Float64));
        Assert.That(Values.Of(scores), Is.EqualTo(Draws.Scores(Acquisition.Entropy, draws)));
        Assert.That(single.dtype, Is.EqualTo(ScalarType.Float64));
    }

    [Test]
    public void Score_OfAFunctionThatGivesSomethingElse_SaysSo()
    {
        using PredictiveSamples draws = Draws.OfClasses(1, 4, 5, 3);
        using CandidateSet candidates = CandidateSet.FromDraws(draws);
        Leaks.AssertNone(() =>
        {
            Assert.That(
                () => candidates.Score(_ => zeros(4)), Throws.InvalidOperationException.With.Message.Contains("[5] scores").And.Message.Contains("got [4]"));
            Assert.That(() => candidates.Score(_ => zeros(5, 1)), Throws.InvalidOperationException.With.Message.Contains("got [5, 1]"));
            Assert.That(() => candidates.Score(_ => full([5], double.NaN)), Throws.InvalidOperationException.With.Message.Contains("acquisition function"));
        });
        Assert.That(() => candidates.Score(null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("function"));
    }

    [Test]
    public void Dispose_GivesTheFeaturesBackAndEndsAllElse()
    {
        using PredictiveSamples draws = Draws.OfClasses(1, 4, 5, 3);
        using Tensor values = zeros(5, 2);
        Leaks.AssertNone(() =>
        {
            CandidateSet candidates = CandidateSet.FromDraws(draws, new CandidateFeatures(values));
            candidates.Score(Acquisition.Bald).Dispose();
            candidates.Dispose();
            candidates.Dispose();
            Assert.That(() => candidates.Draws(), Throws.InstanceOf<ObjectDisposedException>());
            Assert.That(() => candidates.Features(), Throws.InstanceOf<ObjectDisposedException>());
            Assert.That(() => candidates.Score(Acquisition.Bald), Throws.InstanceOf<ObjectDisposedException>());
        });
    }
}
