using InterruptedLoop;
using TorchSharp;
using Uncertainty.Testing;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning.Tests;

[TestFixture]
internal sealed class LabelledSetTests
{
    private static readonly LabelledInput[] Items = [new(7, 2), new(0, 1), new(3, 0), new(9, 1), new(4, 2)];

    [Test]
    public void InputsAndTargets_StandInTheOrderOfTheLabels()
    {
        using TensorPool pool = ToyLoop.Pool();
        LabelledSet set = new(pool, ToyLoop.Labels, Items);
        using Tensor inputs = set.Inputs();
        using Tensor expected = pool.Inputs([7, 0, 3, 9, 4]);
        using Tensor targets = set.Targets();
        Assert.That(Values.Of(inputs), Is.EqualTo(Values.Of(expected)));
        Assert.That(Values.Of(targets), Is.EqualTo(new double[] { 2, 1, 0, 1, 2 }));
        Assert.That(targets.dtype, Is.EqualTo(torch.ScalarType.Int64));
    }

    [Test]
    public void Targets_OfARegression_AreRowsOfFloats()
    {
        using TensorPool pool = ToyLoop.Pool();
        LabelledSet set = new(pool, LabelSpace.Values(2), [new(1, Label.OfValues(0.5, 2)), new(2, Label.OfValues(-1, 3))]);
        using Tensor targets = set.Targets();
        Assert.That(targets.shape, Is.EqualTo(new long[] { 2, 2 }));
        Assert.That(Values.Of(targets), Is.EqualTo(new[] { 0.5, 2, -1, 3 }));
        Assert.That(targets.dtype, Is.EqualTo(torch.ScalarType.Float32));
    }

    [Test]
    public void Batches_HoldEveryInputOnceInAnOrderThatTheSeedDecides()
    {
        using TensorPool pool = ToyLoop.Pool();
        LabelledSet set = new(pool, ToyLoop.Labels, Items);
        using Tensor all = set.Inputs();
        double[] first = [.. set.Batches(2, 1).SelectMany(batch => Values.Of(batch.Inputs))];
        Assert.That(set.Batches(2, 1).Select(batch => batch.Targets.shape[0]), Is.EqualTo(new[] { 2, 2, 1 }));
        Assert.That(first, Is.EquivalentTo(Values.Of(all)).And.Not.EqualTo(Values.Of(all)));
        Assert.That(set.Batches(2, 1).SelectMany(batch => Values.Of(batch.Inputs)), Is.EqualTo(first));
        Assert.That(set.Batches(2, 2).SelectMany(batch => Values.Of(batch.Inputs)), Is.Not.EqualTo(first));
        foreach ((Tensor inputs, Tensor targets) in set.Batches(3, 5))
        {
            double[] rows = Values.Of(inputs);
            double[] classes = Values.Of(targets);
            for (int i = 0; i < classes.Length; i++)
            {
                LabelledInput item = Items.Single(item => RowOf(pool, item.Index).SequenceEqual(rows.Skip(2 * i).Take(2)));
                Assert.That(classes[i], Is.EqualTo(item.Label.Class), "labels go with their inputs");
            }
        }

        Leaks.AssertNone(() => Assert.That(set.Batches(2, 1).Count(), Is.EqualTo(3)));
    }

    [Test]
    public void BadInput_NamesTheParameter()
    {
        using TensorPool pool = ToyLoop.Pool();
        Assert.That(Assert.Throws<ArgumentException>(() => _ = new LabelledSet(pool, ToyLoop.Labels, []))!.ParamName, Is.EqualTo("inputs"));
        LabelledSet set = new(pool, ToyLoop.Labels, Items);
        Assert.That(Assert.Throws<ArgumentOutOfRangeException>(() => set.Batches(0, 1))!.ParamName, Is.EqualTo("size"));
    }

    private static double[] RowOf(TensorPool pool, int index)
    {
        using Tensor row = pool.Inputs([index]);
        return Values.Of(row);
    }
}
