using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace TorchSharp.Utils;

/// <summary>A dictionary that keeps the order in which its entries came, and is also a list of them.</summary>
public class OrderedDict<TKey, TValue> : IDictionary<TKey, TValue>, IList<(TKey, TValue)>
    where TKey : notnull
{
    private readonly List<(TKey Key, TValue Value)> _list = [];
    private readonly Dictionary<TKey, TValue> _dict = [];

    public int Count => _dict.Count;

    public bool IsReadOnly => false;

    public ICollection<TKey> Keys => [.. _list.Select(entry => entry.Key)];

    public ICollection<TValue> Values => [.. _list.Select(entry => entry.Value)];

    public (TKey, TValue) this[int index]
    {
        get => _list[index];
        set
        {
            TKey old = _list[index].Key;
            if (!_dict.Comparer.Equals(old, value.Item1))
            {
                _dict.Add(value.Item1, value.Item2);
                _dict.Remove(old);
            }

            _list[index] = value;
            _dict[value.Item1] = value.Item2;
        }
    }

    public TValue this[TKey key]
    {
        get => _dict[key];
        set
        {
            int index = FindIndex(key);
            _dict[key] = value;
            if (index >= 0)
            {
                _list[index] = (key, value);
            }
            else
            {
                _list.Add((key, value));
            }
        }
    }

    public IEnumerator<(TKey, TValue)> items() => GetEnumerator();

    public IEnumerable<TKey> keys() => Keys;

    public IEnumerable<TValue> values() => Values;

    public void clear() => Clear();

    public void Clear()
    {
        _dict.Clear();
        _list.Clear();
    }

    public void Add(TKey key, TValue value)
    {
        _dict.Add(key, value);
        _list.Add((key, value));
    }

    public void Add((TKey, TValue) item) => Add(item.Item1, item.Item2);

    public void Add(KeyValuePair<TKey, TValue> item) => Add(item.Key, item.Value);

    public void Insert(int index, (TKey, TValue) item)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)index, (uint)_list.Count, nameof(index));
        _dict.Add(item.Item1, item.Item2);
        _list.Insert(index, item);
    }

    public bool Contains((TKey, TValue) item) => _list.Contains(item);

    public bool Contains(KeyValuePair<TKey, TValue> item) => ((ICollection<KeyValuePair<TKey, TValue>>)_dict).Contains(item);

    public bool ContainsKey(TKey key) => _dict.ContainsKey(key);

    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value) => _dict.TryGetValue(key, out value);

    public int IndexOf((TKey, TValue) item) => _list.IndexOf(item);

    public void CopyTo((TKey, TValue)[] array, int arrayIndex) => _list.CopyTo(array, arrayIndex);

    public void CopyTo(KeyValuePair<TKey, TValue>[] array, int arrayIndex)
    {
        foreach ((TKey key, TValue value) in _list)
        {
            array[arrayIndex++] = new KeyValuePair<TKey, TValue>(key, value);
        }
    }

    public bool Remove(TKey key)
    {
        int index = FindIndex(key);
        if (index < 0)
        {
            return false;
        }

        RemoveAt(index);
        return true;
    }

    public bool Remove((TKey, TValue) item)
    {
        int index = _list.IndexOf(item);
        if (index < 0)
        {
            return false;
        }

        RemoveAt(index);
        return true;
    }

    public bool Remove(KeyValuePair<TKey, TValue> item) => Remove((item.Key, item.Value));

    public void RemoveAt(int index)
    {
        TKey key = _list[index].Key;
        _list.RemoveAt(index);
        _dict.Remove(key);
    }

    public IEnumerator<(TKey, TValue)> GetEnumerator() => _list.GetEnumerator();

    IEnumerator<KeyValuePair<TKey, TValue>> IEnumerable<KeyValuePair<TKey, TValue>>.GetEnumerator() =>
        _list.Select(entry => new KeyValuePair<TKey, TValue>(entry.Key, entry.Value)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int FindIndex(TKey key) => _dict.ContainsKey(key) ? _list.FindIndex(entry => _dict.Comparer.Equals(entry.Key, key)) : -1;
}
