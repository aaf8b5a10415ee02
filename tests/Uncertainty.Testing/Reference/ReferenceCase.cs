using System.Text.Json;

namespace Uncertainty.Testing;

/// <summary>
/// One recorded case: inputs, and what an independent implementation answers. tests/data/reference/README.md says what the fields
/// mean.
/// </summary>
public sealed class ReferenceCase
{
    private readonly JsonElement _inputs;
    private readonly JsonElement _expected;

    internal ReferenceCase(string topic, JsonElement json)
    {
        Topic = topic;
        Name = json.GetProperty("name").GetString()!;
        Function = json.GetProperty("function").GetString()!;
        IsReference = json.GetProperty("kind").GetString() == "reference";
        Convention = json.GetProperty("convention").GetString()!;
        JsonElement tolerance = json.GetProperty("tolerance");
        Tolerance = new ReferenceTolerance(
            ReferenceJson.Number(tolerance.GetProperty("abs")), ReferenceJson.Number(tolerance.GetProperty("rel")));
        _inputs = json.GetProperty("inputs");
        _expected = json.GetProperty("expected");
    }

    /// <summary>Name of the file, without extension.</summary>
    public string Topic { get; }

    public string Name { get; }

    /// <summary>Which function the case is of: "topic.function".</summary>
    public string Function { get; }

    /// <summary>True where the convention is the one to meet, false where the case records what a peer does instead.</summary>
    public bool IsReference { get; }

    public string Convention { get; }

    public ReferenceTolerance Tolerance { get; }

    public double Number(string input) => ReferenceJson.Number(Input(input));

    public int WholeNumber(string input) => Input(input).GetInt32();

    public string Text(string input) => Input(input).GetString()!;

    /// <summary>A nested list's numbers, row-major.</summary>
    public double[] Numbers(string input) => [.. ReferenceJson.Leaves(Input(input)).Select(ReferenceJson.Number)];

    /// <summary>A nested list's whole numbers, row-major.</summary>
    public long[] WholeNumbers(string input) => [.. ReferenceJson.Leaves(Input(input)).Select(leaf => leaf.GetInt64())];

    /// <summary>A list of 0 and 1 as flags.</summary>
    public bool[] Flags(string input) => [.. WholeNumbers(input).Select(value => value switch
    {
        0 => false,
        1 => true,
        _ => throw new FormatException($"{Function} {Name}: {input} must hold 0 and 1; got {value}."),
    })];

    /// <summary>Lengths of a nested list, outermost first.</summary>
    public long[] Shape(string input) => ReferenceJson.Shape(Input(input));

    /// <summary>Whether the expected value has a member of that name.</summary>
    public bool Expects(string member) => _expected.ValueKind == JsonValueKind.Object && _expected.TryGetProperty(member, out _);

    /// <summary>Throws unless <paramref name="got"/> meets what the case expects, within its tolerance.</summary>
    /// <param name="got">
    /// A number, a whole number or flag (compared exactly), a nested list of them, or a dictionary of members by name.
    /// </param>
    public void AssertMetBy(object got) => new ReferenceComparison(Tolerance).AssertEqual(_expected, got, "");

    public override string ToString() => $"{Topic}: {Name}";

    /// <summary>An input by its name; a member of one as "input/member".</summary>
    private JsonElement Input(string path) =>
        path.Split('/').Aggregate(_inputs, (element, member) => element.GetProperty(member));
}
