using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.ActiveLearning.Tests.Candidates;

[TestFixture]
internal sealed class TensorPoolTests
{
    [Test]
    public void Inputs_AreThoseAskedForInTheirOrder()
    {
        using Tensor inputs = arange(24.0).reshape(6, 2, 2);
        using TensorPool pool = new(inputs);
        using Tensor chosen = pool.Inputs([4, 0, 4]);
        Assert.That(pool.Count, Is.EqualTo(6));
        Assert.That(chosen.shape, Is.EqualTo(new long[] { 3, 2, 2 }));
        Assert.That(Values.Of(chosen), Is.EqualTo(new double[] { 16, 17, 18, 19, 0, 1, 2, 3, 16, 17, 18, 19 }));
    }

    [Test]
    public void Inputs_AreCopies()
    {
        using Tensor inputs = zeros(3, 2);
        using TensorPool pool = new(inputs);
        using (Tensor chosen = pool.Inputs([0, 1, 2]))
        {
            chosen.fill_(1);
        }

        Assert.That(Values.Of(inputs), Is.All.Zero);
    }

    /// <summary>The pool has a handle of its own, and what it gives has no part in a graph.</summary>
    [Test]
    public void Pool_OutlivesTheCallersTensor()
    {
        TensorPool pool;
        using (Tensor inputs = ones(3, 2).requires_grad_(true))
        {
            pool = new TensorPool(inputs);
        }

        using (pool)
        {
            using Tensor chosen = pool.Inputs([2]);
            Assert.That(Values.Of(chosen), Is.EqualTo(new double[] { 1, 1 }));
            Assert.That(chosen.requires_grad, Is.False);
        }
    }

    [TestCase(-1)]
    [TestCase(3)]
    public void Inputs_NoSuchNumber_ThrowsWithNameAndRange(int index)
    {
        using Tensor inputs = zeros(3, 2);
        using TensorPool pool = new(inputs);
        Assert.That(
            () => pool.Inputs([0, index]),
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("indices").And.Message.Contains("[0, 2]"));
        Assert.That(() => pool.Inputs([]), Throws.ArgumentException.With.Property("ParamName").EqualTo("indices"));
        Assert.That(() => pool.Inputs(null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("indices"));
    }

    [Test]
    public void Pool_OfNothingOrOfWhatIsNoNumber_ThrowsWithName()
    {
        using Tensor empty = zeros(0, 2);
        using Tensor bad = full([2, 2], double.NaN);
        foreach (Tensor? inputs in new[] { empty, bad, null })
        {
            Assert.That(() => new TensorPool(inputs!), Throws.InstanceOf<ArgumentException>().With.Property("ParamName").EqualTo("inputs"));
        }
    }

    [Test]
    public void Pool_LeavesNothing()
    {
        using Tensor inputs = zeros(3, 2);
        Leaks.AssertNone(() =>
        {
            using TensorPool pool = new(inputs);
            pool.Inputs([1, 2]).Dispose();
            Assert.That(() => pool.Inputs([5]), Throws.InstanceOf<ArgumentOutOfRangeException>());
        });
    }
}
