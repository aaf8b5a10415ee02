using System.Collections;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A module that is a list of components, registered under their positions when it is itself registered.</summary>
public abstract class ComponentList<T> : nn.Module, IList<T>
{
    private bool _registered;

    private protected ComponentList(string name, T[] items)
        : base(name) => Items.AddRange(items);

    public int Count => Items.Count;

    public bool IsReadOnly => false;

    private protected List<T> Items { get; } = [];

    public T this[int index]
    {
        get => Items[index];
        set => Items[index] = value;
    }

    public void Add(T item) => Items.Add(item);

    public void append(params T[] parameters) => Items.AddRange(parameters);

    public void extend(IEnumerable<T> modules) => Items.AddRange(modules);

    public void Insert(int index, T item) => Items.Insert(index, item);

    public void Clear() => Items.Clear();

    public bool Contains(T item) => Items.Contains(item);

    public void CopyTo(T[] array, int arrayIndex) => Items.CopyTo(array, arrayIndex);

    public int IndexOf(T item) => Items.IndexOf(item);

    public bool Remove(T item) => Items.Remove(item);

    public void RemoveAt(int index) => Items.RemoveAt(index);

    public IEnumerator<T> GetEnumerator() => Items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    protected override void RegisterComponents()
    {
        if (_registered)
        {
            return;
        }

        for (int i = 0; i < Items.Count; i++)
        {
            Register($"{i}", Items[i]);
        }

        _registered = true;
    }

    private protected abstract void Register(string key, T item);
}
