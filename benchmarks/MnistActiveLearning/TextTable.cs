using Spectre.Console;

namespace MnistActiveLearning;

/// <summary>A table for the console and for a Markdown file.</summary>
internal sealed class TextTable(string[] columns)
{
    private readonly List<string[]> _rows = [];

    internal void Add(string[] row) => _rows.Add(row);

    internal Table ForConsole()
    {
        Table table = new();
        table.AddColumns(columns);
        _rows.ForEach(row => table.AddRow(row));
        return table;
    }

    internal string ForMarkdown() =>
        string.Concat(new[] { columns, [.. columns.Select(_ => "---")] }.Concat(_rows).Select(row => $"| {string.Join(" | ", row)} |\n"));
}
