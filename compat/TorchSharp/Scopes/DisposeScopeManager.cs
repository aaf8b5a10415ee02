namespace TorchSharp;

/// <summary>The stack of dispose scopes of one thread.</summary>
public class DisposeScopeManager
{
    [ThreadStatic]
    private static DisposeScopeManager? t_current;

    public static ThreadDisposeScopeStatistics Statistics => ThreadSingleton.StatisticsInstance;

    internal static DisposeScopeManager ThreadSingleton => t_current ??= new DisposeScopeManager();

    internal ThreadDisposeScopeStatistics StatisticsInstance { get; } = new();

    internal DisposeScope? CurrentDisposeScope { get; private set; }

    internal DisposeScope NewDisposeScope() => CurrentDisposeScope = new DisposeScope(this, CurrentDisposeScope);

    internal DisposeScope? Register(torch.Tensor tensor)
    {
        LifetimeStatistics counts = StatisticsInstance.TensorStatistics;
        DisposeScope? scope = CurrentDisposeScope;
        if (scope is null)
        {
            counts.CreatedOutsideScopeCount++;
        }
        else
        {
            counts.CreatedInScopeCount++;
            scope.Disposables.Add(tensor);
        }

        return scope;
    }

    internal void CountDisposal(bool owned)
    {
        LifetimeStatistics counts = StatisticsInstance.TensorStatistics;
        if (owned)
        {
            counts.DisposedInScopeCount++;
        }
        else
        {
            counts.DisposedOutsideScopeCount++;
        }
    }

    internal void Remove(DisposeScope scope)
    {
        if (ReferenceEquals(CurrentDisposeScope, scope))
        {
            CurrentDisposeScope = scope.OuterScope;
            return;
        }

        for (DisposeScope? inner = CurrentDisposeScope; inner is not null; inner = inner.OuterScope)
        {
            if (ReferenceEquals(inner.OuterScope, scope))
            {
                inner.OuterScope = scope.OuterScope;
                return;
            }
        }
    }
}
