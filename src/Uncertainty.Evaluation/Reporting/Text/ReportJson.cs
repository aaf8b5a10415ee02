using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Uncertainty.Evaluation;

/// <summary>Writes a report's JSON: what is absent is null, and why is told at the end, by its path.</summary>
internal sealed class ReportJson : IDisposable
{
    private readonly MemoryStream _stream = new();
    private readonly Utf8JsonWriter _json;
    private readonly List<string> _path = [];
    private readonly List<(string Path, string Reason)> _absent = [];

    private ReportJson()
    {
        // Names in any script stay readable; the text goes into files and not into pages that run it.
        _json = new Utf8JsonWriter(
            _stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    /// <summary>Head, content and what is absent.</summary>
    public static string Write(EvaluationReport report, Action<ReportJson> content)
    {
        using ReportJson json = new();
        json._json.WriteStartObject();
        json.Text("format", "uncertainty-report");
        json.Count("version", EvaluationReport.FormatVersion);
        json.Text("kind", report.Kind);
        json.Text("model", report.Model);
        json.Text("data", report.Data);
        json.Text("date", report.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), "none was given");
        json.Count("inputs", report.Inputs);
        json.Count("predictions", report.Predictions);
        json.Number("draws", report.Draws, "predictions were given without saying so");
        json.Text("libraryVersion", report.LibraryVersion);
        json.Object("measures", () =>
        {
            foreach (ReportMeasure measure in report.Measures)
            {
                json.Number(measure.Name, measure.Value, measure.Absence);
            }
        });
        content(json);
        json.Absent();
        json._json.WriteEndObject();
        json._json.Flush();
        return Encoding.UTF8.GetString(json._stream.ToArray()) + "\n";
    }

    public void Text(string name, string? value, string? reason = null)
    {
        if (value is null)
        {
            Null(name, reason);
        }
        else
        {
            _json.WriteString(name, value);
        }
    }

    public void Count(string name, long value) => _json.WriteNumber(name, value);

    public void Flag(string name, bool value) => _json.WriteBoolean(name, value);

    /// <summary>A finite number, or null and the reason.</summary>
    public void Number(string name, double? value, string? reason = null)
    {
        if (value is { } number && double.IsFinite(number))
        {
            _json.WriteNumber(name, number);
        }
        else
        {
            Null(name, reason);
        }
    }

    public void Null(string name, string? reason)
    {
        _json.WriteNull(name);
        _absent.Add((string.Join('.', [.. _path, name]), reason ?? "it is not finite"));
    }

    public void Object(string name, Action content)
    {
        _json.WriteStartObject(name);
        _path.Add(name);
        content();
        _path.RemoveAt(_path.Count - 1);
        _json.WriteEndObject();
    }

    public void Objects<T>(string name, IReadOnlyList<T> values, Action<T> content)
    {
        _json.WriteStartArray(name);
        for (int i = 0; i < values.Count; i++)
        {
            _json.WriteStartObject();
            _path.Add($"{name}[{i}]");
            content(values[i]);
            _path.RemoveAt(_path.Count - 1);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    public void Numbers(string name, IEnumerable<double> values)
    {
        _json.WriteStartArray(name);
        foreach (double value in values)
        {
            _json.WriteNumberValue(value);
        }

        _json.WriteEndArray();
    }

    public void Counts(string name, IEnumerable<IEnumerable<long>> rows)
    {
        _json.WriteStartArray(name);
        foreach (IEnumerable<long> row in rows)
        {
            _json.WriteStartArray();
            foreach (long count in row)
            {
                _json.WriteNumberValue(count);
            }

            _json.WriteEndArray();
        }

        _json.WriteEndArray();
    }

    public void Dispose()
    {
        _json.Dispose();
        _stream.Dispose();
    }

    private void Absent()
    {
        _json.WriteStartObject("absent");
        foreach ((string path, string reason) in _absent)
        {
            _json.WriteString(path, reason);
        }

        _json.WriteEndObject();
    }
}
