using System.Collections;
using System.Diagnostics.CodeAnalysis;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A module that is a dictionary of components, in the order they came, registered when it is itself registered.</summary>
public abstract class ComponentDict<T> : nn.Module, IDictionary<string, T>, IList<(string, T)>
{
    private bool _registered;

    private protected ComponentDict(string name)
        : base(name)
    {
    }

    public int Count => Items.Count;

    public bool IsReadOnly => false;

    public ICollection<string> Keys => Items.Keys;

    public ICollection<T> Values => Items.Values;

    private protected OrderedDict<string, T> Items { get; } = [];

    public (string, T) this[int index]
    {
        get => Items[index];
        set => Items[index] = value;
    }

    public T this[string key]
    {
        get => Items[key];
        set => Items[key] = value;
    }

    public IEnumerator<(string, T)> items() => Items.items();

    public IEnumerable<string> keys() => Items.keys();

    public IEnumerable<T> values() => Items.values();

    public void clear() => Items.Clear();

    public void Clear() => Items.Clear();

    public void Add(string key, T value) => Items.Add(key, value);

    public void Add((string, T) item) => Items.Add(item);

    public void Add(KeyValuePair<string, T> item) => Items.Add(item);

    public void Insert(int index, (string, T) item) => Items.Insert(index, item);

    public bool Contains((string, T) item) => Items.Contains(item);

    public bool Contains(KeyValuePair<string, T> item) => Items.Contains(item);

    public bool ContainsKey(string key) => Items.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value) => Items.TryGetValue(key, out value);

    public int IndexOf((string, T) item) => Items.IndexOf(item);

    public void CopyTo((string, T)[] array, int arrayIndex) => Items.CopyTo(array, arrayIndex);

    public void CopyTo(KeyValuePair<string, T>[] array, int arrayIndex) => Items.CopyTo(array, arrayIndex);

    public bool Remove(string key) => Items.Remove(key);

    public bool Remove((string, T) item) => Items.Remove(item);

    public bool Remove(KeyValuePair<string, T> item) => Items.Remove(item);

    public void RemoveAt(int index) => Items.RemoveAt(index);

    public IEnumerator<(string, T)> GetEnumerator() => Items.GetEnumerator();

    IEnumerator<KeyValuePair<string, T>> IEnumerable<KeyValuePair<string, T>>.GetEnumerator() =>
        ((IEnumerable<KeyValuePair<string, T>>)Items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    protected override void RegisterComponents()
    {
        if (_registered)
        {
            return;
        }

        foreach ((string key, T item) in Items)
        {
            Register(key, item);
        }

        _registered = true;
    }

    private protected abstract void Register(string key, T item);
}
