using static TorchSharp.torch;

namespace TorchSharp.Tests.Interop;

[TestFixture]
internal sealed class ScopeContractTests
{
    [Test]
    public void Attach_ALooseTensor_MakesItTheScopes()
    {
        Tensor loose = zeros(1);
        long attached = DisposeScopeManager.Statistics.AttachedToScopeCount;
        using (DisposeScope scope = NewDisposeScope())
        {
            scope.Attach(loose);
            scope.Attach(loose);
            Assert.That(DisposeScopeManager.Statistics.AttachedToScopeCount - attached, Is.EqualTo(1));
        }

        Assert.That(loose.IsInvalid, Is.True);
    }

    [Test]
    public void Attach_NoTensor_Throws()
    {
        using DisposeScope scope = NewDisposeScope();
        using MemoryStream other = new();
        Assert.That(() => scope.Attach(other), Throws.InvalidOperationException);
    }

    [Test]
    public void MoveToOther_NotTheOuterOne_ChangesTheOwner()
    {
        using DisposeScope far = NewDisposeScope();
        using DisposeScope middle = NewDisposeScope();
        Tensor one;
        Tensor two;
        using (DisposeScope near = NewDisposeScope())
        {
            one = near.MoveToOther(far, zeros(1));
            Tensor anchor = far.MoveToOther(far, one);
            two = zeros(1).MoveToOtherDisposeScope(anchor);
        }

        Assert.That(far.DisposablesView, Is.EquivalentTo(new[] { one, two }));
        Assert.That(middle.DisposablesCount, Is.Zero);
    }

    [Test]
    public void CurrentScope_IsTheInnermost()
    {
        Assert.That(CurrentDisposeScope, Is.Null);
        using DisposeScope outer = NewDisposeScope();
        using (DisposeScope inner = NewDisposeScope())
        {
            Assert.That(CurrentDisposeScope, Is.SameAs(inner));
        }

        Assert.That(CurrentDisposeScope, Is.SameAs(outer));
    }

    [Test]
    public void Wrapped_Expression_LeavesItsResultAlone()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor result = WrappedTensorDisposeScope(() => zeros(2).add(1).add(1));
        Assert.That(scope.DisposablesView, Is.EqualTo(new[] { result }));
        Assert.That(result.data<float>().ToArray(), Is.All.EqualTo(2f));
    }

    [Test]
    public void Statistics_InAndOutsideAScope_AreCountedApart()
    {
        ThreadDisposeScopeStatistics counts = DisposeScopeManager.Statistics;
        long outside = counts.CreatedOutsideScopeCount;
        long inside = counts.CreatedInScopeCount;
        long disposed = counts.DisposedInScopeCount;
        using Tensor free = zeros(1);
        using (NewDisposeScope())
        {
            _ = zeros(1);
            _ = zeros(1);
        }

        Assert.Multiple(() =>
        {
            Assert.That(counts.CreatedOutsideScopeCount - outside, Is.EqualTo(1));
            Assert.That(counts.CreatedInScopeCount - inside, Is.EqualTo(2));
            Assert.That(counts.DisposedInScopeCount - disposed, Is.EqualTo(2));
        });
    }

    [Test]
    public void Totals_AfterDisposal_GoBack()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long before = Tensor.TotalCount;
        using (Tensor tensor = zeros(1))
        {
            Assert.That(Tensor.TotalCount, Is.EqualTo(before + 1));
            Assert.That(Tensor.PeakCount, Is.GreaterThanOrEqualTo(before + 1));
        }

        Assert.That(Tensor.TotalCount, Is.EqualTo(before));
    }

    [Test]
    public void Dispose_Twice_CountsOnce()
    {
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        DisposeScope scope = NewDisposeScope();
        Tensor tensor = zeros(1);
        tensor.Dispose();
        tensor.Dispose();
        scope.Dispose();
        scope.Dispose();
        Assert.That(DisposeScopeManager.Statistics.ThreadTotalLiveCount, Is.EqualTo(before));
    }

    [Test]
    public void Disposed_Scope_RefusesWork()
    {
        DisposeScope scope = NewDisposeScope();
        scope.Dispose();
        Assert.That(() => scope.DisposeEverything(), Throws.InstanceOf<ObjectDisposedException>());
        using Tensor tensor = zeros(1);
        Assert.That(() => scope.MoveToOuter(tensor), Throws.InstanceOf<ObjectDisposedException>());
    }

    [Test]
    public void OuterScope_DisposedFirst_LeavesTheInnerCurrent()
    {
        DisposeScope outer = NewDisposeScope();
        DisposeScope inner = NewDisposeScope();
        outer.Dispose();
        Tensor tensor = zeros(1);
        Assert.That(inner.Contains(tensor), Is.True);
        inner.Dispose();
        Tensor free = zeros(1);
        Assert.That(tensor.IsInvalid, Is.True);
        Assert.That(free.IsInvalid, Is.False);
        free.Dispose();
    }
}
