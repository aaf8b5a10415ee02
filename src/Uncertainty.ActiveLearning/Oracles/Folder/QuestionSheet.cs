using System.Globalization;
using System.Text;

namespace Uncertainty.ActiveLearning;

/// <summary>What stands in a file of questions that people fill in: columns index, file, score and label, and others that they add.</summary>
internal sealed class QuestionSheet
{
    private const string IndexColumn = "index";
    private const string LabelColumn = "label";

    private readonly Dictionary<int, Row> _rows = [];

    private QuestionSheet()
    {
    }

    /// <summary>A row: the line it is in and what is written for a label.</summary>
    public readonly record struct Row(int Line, string Label);

    /// <summary>The rows by the number of their input.</summary>
    public IReadOnlyDictionary<int, Row> Rows => _rows;

    /// <summary>Why the file cannot be read, from "line"; null where it can.</summary>
    public string? Problem { get; private set; }

    /// <summary>The bytes of a sheet with empty labels.</summary>
    public static byte[] Empty(IEnumerable<(OracleQuery Query, string File)> questions)
    {
        StringBuilder text = new($"{IndexColumn},file,score,{LabelColumn}\n");
        foreach ((OracleQuery query, string file) in questions)
        {
            string score = double.IsNaN(query.Score) ? string.Empty : query.Score.ToString("R", CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"{query.Index},{CsvText.Field(file)},{score},\n");
        }

        return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(text.ToString());
    }

    public static QuestionSheet Parse(string text)
    {
        QuestionSheet sheet = new();
        sheet.Problem = sheet.Read(CsvText.Parse(text));
        return sheet;
    }

    private string? Read(CsvText csv)
    {
        if (csv.OpenQuote is int open)
        {
            return $"line {open}: a quotation mark is opened and not closed.";
        }

        string[] header = csv.Rows.Count == 0 ? [] : [.. csv.Rows[0].Fields.Select(name => name.ToLowerInvariant())];
        int index = Array.IndexOf(header, IndexColumn);
        int label = Array.IndexOf(header, LabelColumn);
        if (index < 0 || label < 0)
        {
            return $"line 1: must name the columns, '{IndexColumn}' and '{LabelColumn}' among them.";
        }

        foreach ((int line, IReadOnlyList<string> fields) in csv.Rows.Skip(1))
        {
            string number = index < fields.Count ? fields[index] : string.Empty;
            if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int input))
            {
                return $"line {line}: '{number}' in column '{IndexColumn}' is not the number of an input.";
            }

            Row row = new(line, label < fields.Count ? fields[label] : string.Empty);
            if (!_rows.TryAdd(input, row))
            {
                return $"line {line}: input {input} has been in line {_rows[input].Line} already.";
            }
        }

        return null;
    }
}
