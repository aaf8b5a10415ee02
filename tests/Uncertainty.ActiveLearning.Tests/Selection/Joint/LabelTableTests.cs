using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.ActiveLearning.Tests.Selection.Joint;

[TestFixture]
internal sealed class LabelTableTests
{
    [Test]
    public void Gains_OfTwoCertainDraws_AreOneBitThenNothing()
    {
        // Draw 0 says class 0 of both inputs, draw 1 class 1: the first label tells which draw is right.
        using DisposeScope scope = NewDisposeScope();
        Tensor draws = tensor(new double[] { 1, 0, 1, 0, 0, 1, 0, 1 }, [2, 2, 2]);
        using LabelTable none = LabelTable.Empty(2, 1, CPU);
        using LabelTable one = none.WithAllLabels(draws.select(1, 0));

        Assert.That(none.Gains(draws), Is.EqualTo(new[] { Math.Log(2), Math.Log(2) }).Within(1e-15));
        Assert.That(one.Gains(draws), Is.EqualTo(new[] { 0.0, 0.0 }).Within(1e-15));
        Assert.That(one.Rows, Is.EqualTo(2));
        Assert.That(one.Entropy, Is.EqualTo(Math.Log(2)).Within(1e-15));
    }

    [Test]
    public void WithAllLabels_LabelThatCannotBe_IsLeftOut()
    {
        using DisposeScope scope = NewDisposeScope();
        using LabelTable none = LabelTable.Empty(2, 1, CPU);
        using LabelTable one = none.WithAllLabels(tensor(new[] { 0.5, 0.5, 0, 0.25, 0.75, 0 }, [2, 3]));

        Assert.That(one.Rows, Is.EqualTo(2));
        Assert.That(one.Entropy, Is.EqualTo(-(0.375 * Math.Log(0.375)) - (0.625 * Math.Log(0.625))).Within(1e-15));
    }

    [Test]
    public void Gains_ManyConfigurations_AreThoseOfTheDefinition()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor draws = JointCases.Probabilities(3, 5, 9, 4);
        double[] numbers = Values.Of(draws);
        LabelTable table = LabelTable.Empty(5, 1, CPU);
        foreach (int chosen in new[] { 4, 0, 4, 7 })
        {
            table = Longer(table, draws.select(1, chosen));
        }

        using (table)
        {
            double before = NaiveInformation.Of(numbers, draws.shape, [4, 0, 4, 7]);
            double[] expected = [.. Enumerable.Range(0, 9).Select(input => NaiveInformation.Of(numbers, draws.shape, [4, 0, 4, 7, input]) - before)];
            Assert.That(table.Gains(draws), Is.EqualTo(expected).Within(1e-13));
        }
    }

    [Test]
    public void WithLabels_HundredsOfLabels_DoesNotUnderflow()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor draws = JointCases.Probabilities(5, 3, 800, 10);
        LabelTable table = LabelTable.Empty(3, 6, CPU);
        for (int input = 0; input < 800; input++)
        {
            LabelTable longer = table.WithLabels(draws.select(1, input), [0, 1, 2, 3, 4, 5]);
            table.Dispose();
            table = longer;
        }

        using (table)
        {
            Assert.That(table.Gains(draws), Has.All.InRange(-1e-14, Math.Log(3)));
        }
    }

    [Test]
    public void Operations_LeaveNothingBehind()
    {
        using Tensor draws = JointCases.Probabilities(3, 5, 9, 4);
        using Tensor first = draws.select(1, 0);
        Leaks.AssertNone(() =>
        {
            using LabelTable none = LabelTable.Empty(5, 2, CPU);
            using LabelTable all = none.WithAllLabels(first);
            using LabelTable one = none.WithLabels(first, [0, 3]);
            _ = (all.Gains(draws), one.ConditionalEntropies(draws), all.Entropy);
        });
    }

    private static LabelTable Longer(LabelTable table, Tensor probabilities)
    {
        using (table)
        {
            return table.WithAllLabels(probabilities);
        }
    }
}
