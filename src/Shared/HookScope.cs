namespace Uncertainty;

/// <summary>Hooks on a network's modules, and what else was done to it for a while; taken off on disposal, last first.</summary>
internal sealed class HookScope : IDisposable
{
    private readonly List<Action> _remove = [];

    /// <summary>With no hook yet, or with those that are being put on: should one fail, those before it are taken off again.</summary>
    /// <param name="removals">Each puts a hook on as it is asked for, and is what takes it off.</param>
    public HookScope(IEnumerable<Action>? removals = null)
    {
        try
        {
            foreach (Action remove in removals ?? [])
            {
                Add(remove);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Takes over a hook.</summary>
    /// <param name="remove">What takes it off.</param>
    public void Add(Action remove) => _remove.Add(remove);

    public void Dispose()
    {
        foreach (Action remove in _remove.AsEnumerable().Reverse())
        {
            remove();
        }

        _remove.Clear();
    }
}
