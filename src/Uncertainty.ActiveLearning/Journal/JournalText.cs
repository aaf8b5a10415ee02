using System.Text.Json;
using System.Text.Json.Nodes;

namespace Uncertainty.ActiveLearning;

/// <summary>Entries as JSON, one object each.</summary>
internal static class JournalText
{
    private const int Version = 1;
    private const string Format = "active-learning journal";

    public static string Write(JournalHeader header) => new JsonObject
    {
        ["format"] = Format,
        ["version"] = Version,
        ["identity"] = Texts(header.Identity),
        ["settings"] = Texts(header.Settings),
    }.ToJsonString();

    public static string Write(JournalEntry entry) => (entry switch
    {
        KnownEntry known => new JsonObject
        {
            ["known"] = new JsonArray([.. known.Inputs.Select(input => Labelled(input.Index, input.Label))]),
        },
        RoundEntry round => Round(round),
        QueryEntry query => new JsonObject
        {
            ["query"] = query.Round,
            ["indices"] = Whole(query.Indices),
            ["scores"] = new JsonArray([.. query.Scores.Select(score => double.IsFinite(score) ? JsonValue.Create(score) : null)]),
        },
        AnswerEntry answer => Labelled(answer.Index, answer.Label),
        _ => throw new InvalidOperationException($"A journal has no entries of {entry.GetType().Name}."),
    }).ToJsonString();

    /// <exception cref="InvalidDataException">The text is no header, or one of a newer version.</exception>
    public static JournalHeader ReadHeader(string text) => Parse(text, line =>
    {
        if ((string?)line["format"] != Format)
        {
            throw new InvalidDataException("it is no journal of active learning.");
        }

        int version = Whole(line, "version");
        return version == Version
            ? new JournalHeader(Texts(line, "identity"), Texts(line, "settings"))
            : throw new InvalidDataException($"it is of version {version}; this one reads version {Version}.");
    });

    /// <exception cref="InvalidDataException">The text is no entry.</exception>
    public static JournalEntry ReadEntry(string text) => Parse<JournalEntry>(text, line =>
        line.ContainsKey("known") ? new KnownEntry([.. Objects(line, "known").Select(entry => new LabelledInput(Whole(entry, "answer"), Label(entry)!.Value))])
        : line.ContainsKey("round") ? new RoundEntry(
            Whole(line, "round"),
            Whole(line, "labels"),
            Required(line, "metrics").AsObject().ToDictionary(metric => metric.Key, metric => metric.Value!.GetValue<double>()),
            line["agreement"]?.GetValue<double>(),
            line.ContainsKey("predictions") ? Wholes(line, "predictions") : null)
        : line.ContainsKey("query") ? new QueryEntry(
            Whole(line, "query"),
            Wholes(line, "indices"),
            [.. Required(line, "scores").AsArray().Select(score => score?.GetValue<double>() ?? double.NaN)])
        : new AnswerEntry(Whole(line, "answer"), Label(line)));

    private static JsonObject Round(RoundEntry round)
    {
        JsonObject line = new()
        {
            ["round"] = round.Round,
            ["labels"] = round.Labels,
            ["metrics"] = new JsonObject(round.Metrics.Select(metric => KeyValuePair.Create(metric.Key, (JsonNode?)JsonValue.Create(metric.Value)))),
        };
        if (round.Agreement is double agreement)
        {
            line["agreement"] = agreement;
        }

        if (round.Predictions is not null)
        {
            line["predictions"] = Whole(round.Predictions);
        }

        return line;
    }

    /// <summary>A label is the list of its values; null is an abstention.</summary>
    private static JsonObject Labelled(int index, Label? label) => new()
    {
        ["answer"] = index,
        ["label"] = label is null ? null : new JsonArray([.. label.Value.Values.Select(value => JsonValue.Create(value))]),
    };

    private static Label? Label(JsonObject line) => line["label"] is JsonNode label
        ? ActiveLearning.Label.OfValues([.. label.AsArray().Select(value => value!.GetValue<double>())])
        : null;

    private static T Parse<T>(string text, Func<JsonObject, T> read)
    {
        try
        {
            return read(JsonNode.Parse(text) as JsonObject ?? throw new InvalidDataException("it is no JSON object."));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or NullReferenceException or ArgumentException)
        {
            throw new InvalidDataException($"it cannot be read: {error.Message}", error);
        }
    }

    private static JsonNode Required(JsonObject line, string name) =>
        line[name] ?? throw new InvalidDataException($"it has no '{name}'.");

    private static int Whole(JsonObject line, string name) => Required(line, name).GetValue<int>();

    private static int[] Wholes(JsonObject line, string name) => [.. Required(line, name).AsArray().Select(value => value!.GetValue<int>())];

    private static JsonArray Whole(IReadOnlyList<int> values) => new([.. values.Select(value => JsonValue.Create(value))]);

    private static IEnumerable<JsonObject> Objects(JsonObject line, string name) => Required(line, name).AsArray().Select(value => value!.AsObject());

    private static JsonObject Texts(IReadOnlyDictionary<string, string> values) =>
        new(values.Select(value => KeyValuePair.Create(value.Key, (JsonNode?)JsonValue.Create(value.Value))));

    private static Dictionary<string, string> Texts(JsonObject line, string name) =>
        Required(line, name).AsObject().ToDictionary(value => value.Key, value => value.Value!.GetValue<string>());
}
