using System.Collections;
using System.Text.Json;
using NUnit.Framework;

namespace Uncertainty.Testing;

/// <summary>Compares an answer with a recorded one, member by member and element by element.</summary>
internal sealed class ReferenceComparison(ReferenceTolerance tolerance)
{
    public void AssertEqual(JsonElement expected, object got, string path)
    {
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                Members(expected, got, path);
                break;
            case JsonValueKind.Array:
                Elements(expected, got, path);
                break;
            default:
                Leaf(expected, got, path);
                break;
        }
    }

    private void Members(JsonElement expected, object got, string path)
    {
        IReadOnlyDictionary<string, object> members = got as IReadOnlyDictionary<string, object>
            ?? throw new AssertionException($"{path} must be an object; got {got.GetType()}.");
        Assert.That(members.Keys, Is.EquivalentTo(expected.EnumerateObject().Select(member => member.Name)), $"members of {path}");
        foreach (JsonProperty member in expected.EnumerateObject())
        {
            AssertEqual(member.Value, members[member.Name], $"{path}.{member.Name}");
        }
    }

    private void Elements(JsonElement expected, object got, string path)
    {
        IList elements = got as IList ?? throw new AssertionException($"{path} must be a list; got {got.GetType()}.");
        Assert.That(elements, Has.Count.EqualTo(expected.GetArrayLength()), $"length of {path}");
        for (int i = 0; i < elements.Count; i++)
        {
            AssertEqual(expected[i], elements[i]!, $"{path}[{i}]");
        }
    }

    private void Leaf(JsonElement expected, object got, string path)
    {
        switch (got)
        {
            case double number:
                double value = ReferenceJson.Number(expected);
                Assert.That(tolerance.IsMet(value, number), $"{path} must be {value:R} within {tolerance}; got {number:R}.");
                break;
            case int or long or bool:
                Assert.That(Convert.ToInt64(got, null), Is.EqualTo(expected.GetInt64()), path);
                break;
            default:
                throw new AssertionException($"{path} must be a number; got {got.GetType()}.");
        }
    }
}
