using System.Text;

namespace Uncertainty.Evaluation;

/// <summary>A page of Markdown that grows from top to bottom.</summary>
internal sealed class MarkdownPage
{
    private const int Width = 110;

    private readonly StringBuilder _text = new();

    public void Heading(int level, string text) => Block($"{new string('#', level)} {ReportText.Line(text)}");

    public void Paragraph(string text) => Block(Wrapped(text, ""));

    public void Items(IEnumerable<string> items) => Block(string.Join('\n', items.Select(item => Wrapped($"- {item}", "  "))));

    /// <summary>A table whose columns are as wide as their widest cell.</summary>
    /// <param name="titles">Of the columns; one that begins with '&lt;' is of text and stands left, others right.</param>
    /// <param name="rows">A cell for each column.</param>
    public void Table(IReadOnlyList<string> titles, IEnumerable<IReadOnlyList<string>> rows)
    {
        bool[] left = [.. titles.Select(title => title.StartsWith('<'))];
        string[] heads = [.. titles.Select((title, i) => ReportText.Cell(left[i] ? title[1..] : title))];
        string[][] cells = [.. rows.Select(row => row.Select(ReportText.Cell).ToArray())];
        int[] widths = [.. heads.Select((head, i) => Math.Max(3, cells.Select(row => row[i].Length).Append(head.Length).Max()))];
        StringBuilder table = new();
        table.Append(Row(heads, widths, left)).Append('\n');
        table.Append('|').AppendJoin('|', widths.Select((width, i) => left[i] ? new string('-', width + 2) : new string('-', width + 1) + ":"));
        table.Append('|');
        foreach (string[] row in cells)
        {
            table.Append('\n').Append(Row(row, widths, left));
        }

        Block(table.ToString());
    }

    public override string ToString() => _text.ToString();

    /// <summary>Broken between words, so that plain text needs no wide window.</summary>
    private static string Wrapped(string text, string indent)
    {
        StringBuilder wrapped = new();
        int length = 0;
        foreach (string word in ReportText.Line(text).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (length > 0 && length + 1 + word.Length > Width)
            {
                wrapped.Append('\n').Append(indent);
                length = indent.Length;
            }
            else if (length > 0)
            {
                wrapped.Append(' ');
                length++;
            }

            wrapped.Append(word);
            length += word.Length;
        }

        return wrapped.ToString();
    }

    private void Block(string text)
    {
        _text.Append(_text.Length > 0 ? "\n" : "").Append(text).Append('\n');
    }

    private static string Row(string[] cells, int[] widths, bool[] left) =>
        $"| {string.Join(" | ", cells.Select((cell, i) => left[i] ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i])))} |";
}
