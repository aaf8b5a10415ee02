using NUnit.Framework;
using TorchSharp;

namespace Uncertainty.Testing;

/// <summary>Counts what an operation leaves behind.</summary>
public static class Leaks
{
    /// <summary>
    /// How many tensors live in the whole process, on whatever thread they were made. What tests before left to the garbage collector is taken
    /// back first, so that it cannot go in between two counts.
    /// </summary>
    public static long CountAlive()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return torch.Tensor.TotalCount;
    }

    /// <summary>Asserts that the action leaves as many live tensors as it found, whether or not a scope is open around it.</summary>
    public static void AssertNone(Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        action();
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        action();
        Assert.That(DisposeScopeManager.Statistics.ThreadTotalLiveCount, Is.EqualTo(before), "live tensors without a scope");

        using (DisposeScope scope = torch.NewDisposeScope())
        {
            action();
            Assert.That(scope.DisposablesCount, Is.Zero, "tensors left in the caller's scope");
        }

        Assert.That(DisposeScopeManager.Statistics.ThreadTotalLiveCount, Is.EqualTo(before), "live tensors within a scope");
    }
}
