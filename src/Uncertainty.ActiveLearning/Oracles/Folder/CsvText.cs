using System.Text;

namespace Uncertainty.ActiveLearning;

/// <summary>
/// The rows of a CSV file, as spreadsheets write it: fields apart by commas, semicolons or tabs, whichever comes first in the first line;
/// fields in quotation marks may hold those, line ends and doubled quotation marks. Empty lines are left out.
/// </summary>
/// <remarks>Shafranovich, "Common Format and MIME Type for Comma-Separated Values (CSV) Files", RFC 4180, 2005.</remarks>
internal sealed class CsvText
{
    private readonly List<(int Line, IReadOnlyList<string> Fields)> _rows = [];
    private readonly List<string> _fields = [];
    private readonly StringBuilder _field = new();
    private int _line = 1;

    private CsvText()
    {
    }

    /// <summary>The rows, each with the number of the line it begins in, from 1.</summary>
    public IReadOnlyList<(int Line, IReadOnlyList<string> Fields)> Rows => _rows;

    /// <summary>Number of the line where a quotation mark was opened that is never closed; null where there is none.</summary>
    public int? OpenQuote { get; private set; }

    public static CsvText Parse(string text)
    {
        CsvText csv = new();
        csv.Read(text.ReplaceLineEndings("\n"));
        return csv;
    }

    /// <summary>A field as it is written: in quotation marks where it would be misread without.</summary>
    public static string Field(string text) =>
        text.IndexOfAny([',', ';', '\t', '"', '\r', '\n']) < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private void Read(string text)
    {
        int separatorAt = text.IndexOfAny([',', ';', '\t', '\n']);
        char separator = separatorAt < 0 || text[separatorAt] == '\n' ? ',' : text[separatorAt];
        int rowLine = 1;
        int? quote = null;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (quote is not null)
            {
                quote = Quoted(text, ref i, quote);
            }
            else if (c == '"' && string.IsNullOrWhiteSpace(_field.ToString()))
            {
                _field.Clear();
                quote = _line;
            }
            else if (c == separator || c == '\n')
            {
                EndField();
                if (c == '\n')
                {
                    EndRow(rowLine);
                    rowLine = ++_line;
                }
            }
            else
            {
                _field.Append(c);
            }
        }

        EndField();
        EndRow(rowLine);
        OpenQuote = quote;
    }

    private int? Quoted(string text, ref int i, int? quote)
    {
        if (text[i] != '"')
        {
            _line += text[i] == '\n' ? 1 : 0;
            _field.Append(text[i]);
            return quote;
        }

        if (i + 1 < text.Length && text[i + 1] == '"')
        {
            i++;
            _field.Append('"');
            return quote;
        }

        return null;
    }

    private void EndField()
    {
        _fields.Add(_field.ToString().Trim());
        _field.Clear();
    }

    private void EndRow(int line)
    {
        if (_fields.Any(field => field.Length > 0))
        {
            _rows.Add((line, _fields.ToArray()));
        }

        _fields.Clear();
    }
}
