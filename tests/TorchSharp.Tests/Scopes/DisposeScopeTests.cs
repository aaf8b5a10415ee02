using static TorchSharp.torch;

namespace TorchSharp.Tests.Scopes;

[TestFixture]
internal sealed class DisposeScopeTests
{
    private static long Live => DisposeScopeManager.Statistics.ThreadTotalLiveCount;

    [Test]
    public void Dispose_OfAScope_DisposesWhatItOwns()
    {
        Tensor before = zeros(1);
        Tensor inside;
        using (NewDisposeScope())
        {
            inside = zeros(1);
            Assert.That(inside.IsInvalid, Is.False);
        }

        Assert.That(inside.IsInvalid, Is.True);
        Assert.That(before.IsInvalid, Is.False);
        before.Dispose();
    }

    [Test]
    public void Dispose_OfATensorTwice_CountsOnce()
    {
        long before = Live;
        using (NewDisposeScope())
        {
            Tensor tensor = zeros(1);
            tensor.Dispose();
            tensor.Dispose();
        }

        Assert.That(Live, Is.EqualTo(before));
    }

    [Test]
    public void Nested_Scopes_OwnTheirOwn()
    {
        using DisposeScope outer = NewDisposeScope();
        Tensor first = zeros(1);
        Tensor second;
        using (DisposeScope inner = NewDisposeScope())
        {
            second = zeros(1);
            Assert.That(inner.DisposablesCount, Is.EqualTo(1));
            Assert.That(outer.DisposablesCount, Is.EqualTo(1));
        }

        Tensor third = zeros(1);
        Assert.Multiple(() =>
        {
            Assert.That(second.IsInvalid, Is.True);
            Assert.That(first.IsInvalid, Is.False);
            Assert.That(outer.Contains(third), Is.True, "the outer scope is the current one again");
            Assert.That(outer.DisposablesView, Is.EquivalentTo(new[] { first, third }));
        });
    }

    [Test]
    public void MoveToOuter_FromAnInnerScope_OutlivesIt()
    {
        using DisposeScope outer = NewDisposeScope();
        Tensor one;
        Tensor two;
        Tensor three;
        using (DisposeScope inner = NewDisposeScope())
        {
            one = zeros(1).MoveToOuterDisposeScope();
            (two, three) = inner.MoveToOuter(zeros(2), zeros(3));
        }

        Assert.That(outer.DisposablesView, Is.EquivalentTo(new[] { one, two, three }));
        Assert.That(new[] { one, two, three }.Any(t => t.IsInvalid), Is.False);
    }

    [Test]
    public void MoveToOuter_FromTheOutermostScope_Detaches()
    {
        Tensor kept;
        using (DisposeScope scope = NewDisposeScope())
        {
            kept = scope.MoveToOuter(zeros(1));
        }

        Assert.That(kept.IsInvalid, Is.False);
        kept.Dispose();
    }

    [Test]
    public void Detach_FromNestedScopes_OutlivesAll()
    {
        long before = DisposeScopeManager.Statistics.DetachedFromScopeCount;
        Tensor kept;
        Tensor other;
        using (NewDisposeScope())
        {
            using DisposeScope inner = NewDisposeScope();
            kept = zeros(1).DetachFromDisposeScope();
            other = inner.Detach(zeros(1));
            Assert.That(inner.DisposablesCount, Is.Zero);
        }

        Assert.That(kept.IsInvalid || other.IsInvalid, Is.False);
        Assert.That(DisposeScopeManager.Statistics.DetachedFromScopeCount - before, Is.EqualTo(2));
        kept.Dispose();
        other.Dispose();
    }

    [Test]
    public void DisposeEverything_KeepsTheScopeOpen()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor gone = zeros(1);
        scope.DisposeEverything();
        Tensor next = zeros(1);
        Assert.That(gone.IsInvalid, Is.True);
        Assert.That(scope.DisposablesView, Is.EqualTo(new[] { next }));
    }

    [Test]
    public void DisposeEverythingBut_TheNamed_DisposesTheOthers()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor a = zeros(1);
        Tensor b = zeros(1);
        Tensor c = zeros(1);
        (Tensor keptA, Tensor keptB) = scope.DisposeEverythingBut(a, b);
        Assert.Multiple(() =>
        {
            Assert.That(keptA, Is.SameAs(a));
            Assert.That(keptB, Is.SameAs(b));
            Assert.That(c.IsInvalid, Is.True);
            Assert.That(a.IsInvalid || b.IsInvalid, Is.False);
        });
        Assert.That(scope.DisposeEverythingBut(a), Is.SameAs(a));
        Assert.That(b.IsInvalid, Is.True);
    }

    [Test]
    public void Exception_LeavingAScope_DisposesItsTensors()
    {
        long before = Live;
        Assert.That(
            () =>
            {
                using DisposeScope scope = NewDisposeScope();
                zeros(1).reshape(2);
            },
            Throws.InstanceOf<System.Runtime.InteropServices.ExternalException>());
        Assert.That(Live, Is.EqualTo(before));
    }

    [Test]
    public void Scope_OfAnotherThread_OwnsNothingHere()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor? made = null;
        Thread thread = new(() => made = zeros(1));
        thread.Start();
        thread.Join();
        Assert.That(scope.DisposablesCount, Is.Zero);
        made!.Dispose();
    }

    [Test]
    public void Work_InAScope2000Times_LeavesTheLiveCount()
    {
        using Tensor weights = rand(8, 8);
        long before = Live;
        for (int i = 0; i < 2_000; i++)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor x = rand(4, 8, requires_grad: true);
            Tensor y = x.matmul(weights).relu()[1..].sum();
            _ = autograd.grad([y], [x])[0].data<float>().ToArray();
            _ = cat([x, x]).sort(1);
            _ = x.chunk(2).Length;
        }

        Assert.That(Live, Is.EqualTo(before));
    }

    [Test]
    public void Collection_DuringWork_TakesNothingInUse()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor sum = zeros([], float64);
        for (int i = 0; i < 60; i++)
        {
            // Handles that nobody disposes are what the finalizer takes; one in use must never be among them.
            Tensor loose = full([64], 1.0).DetachFromDisposeScope();
            Tensor half = loose[..32].DetachFromDisposeScope();
            if (i % 3 == 0)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }

            sum = sum + half.sum();
        }

        Assert.That(sum.item<double>(), Is.EqualTo(60 * 32));
    }

    [Test]
    public void Accessor_OfACollectedTensor_StillReads()
    {
        Utils.TensorAccessor<float> numbers = Accessor();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.That(numbers.ToArray(), Is.EqualTo(new[] { 1f, 1f, 1f }));
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static Utils.TensorAccessor<float> Accessor() => ones(3).DetachFromDisposeScope().data<float>();
}
