using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Testing;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning.Tests.Selection.Constraints;

[TestFixture]
internal sealed class ClassBalanceTests
{
    [Test]
    public void Choose_TwoClasses_TakesHalfOfEach()
    {
        using PredictiveSamples draws = Points.Draws(0.9, 0.8, 0.7, 0.6, 0.4, 0.3, 0.5);
        using CandidateSet candidates = CandidateSet.FromDraws(draws);
        TopKSelector selector = new(Points.One) { Constraints = [new ClassBalance()] };
        Assert.That(selector.Choose(candidates, 4).Positions, Is.EqualTo(new[] { 0, 1, 6, 4 }), "a tie counts for class 0");
        Assert.That(selector.Choose(candidates, 5).Positions, Is.EqualTo(new[] { 0, 1, 2, 6, 4 }), "the odd one goes to who comes first");
        Assert.That(selector.Choose(candidates, 7).Positions, Has.Count.EqualTo(7), "as far as there are candidates");
    }

    [Test]
    public void Choose_LabelledToo_FillsUpRareClassesFirst()
    {
        using PredictiveSamples draws = Points.Draws(0.9, 0.8, 0.7, 0.6, 0.4, 0.3, 0.2);
        using CandidateSet candidates = CandidateSet.FromDraws(draws, labels: [1, 1, 0, 1]);
        TopKSelector plain = new(Points.One) { Constraints = [new ClassBalance()] };
        TopKSelector counting = new(Points.One) { Constraints = [new ClassBalance(withLabelled: true)] };
        Assert.That(plain.Choose(candidates, 2).Positions, Is.EqualTo(new[] { 0, 4 }));
        Assert.That(counting.Choose(candidates, 2).Positions, Is.EqualTo(new[] { 4, 5 }));
        Assert.That(counting.Choose(candidates, 4).Positions, Is.EqualTo(new[] { 0, 4, 5, 6 }));
    }

    [Test]
    public void Quotas_AnyNumbers_LeaveNoClassBehindThatCouldHaveMore([Range(0, 30)] int seed)
    {
        const int Classes = 5;
        int[] Numbers(int stream, int most) => [.. Enumerable.Range(0, Classes).Select(c => (int)(Seeds.Uniform(Seeds.Derive(seed, stream), c) * most))];
        int[] available = Numbers(0, 8);
        int[] labelled = Numbers(1, 6);
        available[0]++;
        int count = 1 + (int)(Seeds.Uniform(seed, 99) * available.Sum());
        count = Math.Min(count, available.Sum());
        ClassQuotas quotas = new(available, labelled, count);

        // Candidates come in an order that mixes classes.
        int[] order = [.. Enumerable.Range(0, Classes).SelectMany(c => Enumerable.Repeat(c, available[c]))];
        Array.Sort([.. order.Select((_, i) => Seeds.Uniform(seed + 1000, i))], order);
        int[] taken = new int[Classes];
        foreach (int number in order.Where(quotas.Allows))
        {
            quotas.Take(number);
            taken[number]++;
        }

        Assert.That(taken.Sum(), Is.EqualTo(count));
        for (int a = 0; a < Classes; a++)
        {
            for (int b = 0; b < Classes; b++)
            {
                bool couldEven = taken[a] < available[a] && taken[b] > 0 && labelled[a] + taken[a] + 1 < labelled[b] + taken[b];
                Assert.That(couldEven, Is.False, $"one of class {b} in place of one of class {a}");
            }
        }
    }

    [Test]
    public void Begin_DrawsInBatches_PredictsByTheirMean()
    {
        using Tensor values = torch.tensor(new[] { 0.9, 0.1, 0.2, 0.8, 0.3, 0.7, 0.3, 0.7 }, [2, 2, 2]);
        using PredictiveSamples draws = new(values);
        using CandidateSet candidates = CandidateSet.FromDraws(draws, labels: [0]);
        ISelectionCheck check = new ClassBalance(true).Begin(candidates, 1);
        Assert.That((check.Allows(0), check.Allows(1)), Is.EqualTo((false, true)));
        Leaks.AssertNone(() => new ClassBalance(true).Begin(candidates, 1));
    }

    [Test]
    public void Begin_NoClasses_Throws()
    {
        using Tensor targets = torch.ones([2, 3, 1, 2], torch.ScalarType.Float64);
        using PredictiveSamples regression = new(targets);
        using CandidateSet candidates = CandidateSet.FromDraws(regression);
        Assert.Throws<InvalidOperationException>(() => new ClassBalance().Begin(candidates, 1));
        using CandidateSet none = Points.Candidates(Points.Line(1, 2));
        Assert.Throws<InvalidOperationException>(() => new ClassBalance().Begin(none, 1));
    }

    [Test]
    public void Begin_LabelOfNoClass_Throws()
    {
        using PredictiveSamples draws = Points.Draws(0.9, 0.8);
        using CandidateSet candidates = CandidateSet.FromDraws(draws, labels: [2]);
        Assert.That(
            Assert.Throws<InvalidOperationException>(() => new ClassBalance(true).Begin(candidates, 1))!.Message, Does.Contain("[0, 1]"));
        Assert.That(new ClassBalance().Begin(candidates, 1).Allows(0), Is.True, "labels that do not count are not looked at");
    }
}
