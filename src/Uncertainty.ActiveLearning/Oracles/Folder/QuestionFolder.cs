using System.Globalization;
using System.Text;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <summary>The files of a folder of questions: their names, and how new ones are put there. None that is there is ever written again.</summary>
internal sealed class QuestionFolder(string folder, LabelSpace labels, FolderOracleOptions options)
{
    private const string Inputs = "inputs";
    private const string Prefix = "questions-";
    private const string Suffix = ".csv";

    private string LabelsFile => Path.Combine(folder, "labels.txt");

    /// <summary>Makes the folder, or makes sure that it is one for these labels.</summary>
    public void Prepare()
    {
        Directory.CreateDirectory(Path.Combine(folder, Inputs));
        string first = $"Labels: {labels.Description}\n";
        if (!File.Exists(LabelsFile))
        {
            string text = first
                + $"Fill in the column 'label' of the files {Prefix}….csv; the column 'file' says which input is meant.\n"
                + $"Where you cannot say, write {FolderOracle.Abstention}. Leave open what you have not looked at yet.\n";
            WholeFile.Create(LabelsFile, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
            return;
        }

        string there = File.ReadAllText(LabelsFile).ReplaceLineEndings("\n");
        if (!there.StartsWith(first, StringComparison.Ordinal))
        {
            throw new InvalidDataException(
                $"{LabelsFile} says that the folder is for other labels: '{there.Split('\n')[0]}'; these are {labels.Description}.");
        }
    }

    /// <summary>The sheets that are there, oldest first.</summary>
    public IReadOnlyList<string> Sheets() => [.. Directory.EnumerateFiles(folder, $"{Prefix}*{Suffix}")
        .Where(path => Number(path) > 0)
        .OrderBy(Number)];

    /// <summary>Puts inputs and, when all are there, the sheet that asks about them.</summary>
    /// <returns>Where the sheet is.</returns>
    public string Add(IReadOnlyList<OracleQuery> queries, CancellationToken cancellationToken)
    {
        List<(OracleQuery, string)> questions = [];
        foreach (OracleQuery query in queries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            string file = string.Create(CultureInfo.InvariantCulture, $"{Inputs}/{query.Index:D6}.{options.Extension}");
            string path = Path.Combine(folder, file);
            if (!File.Exists(path))
            {
                WholeFile.Create(path, stream => WriteInput(query, stream));
            }

            questions.Add((query, file));
        }

        int next = Sheets() is [.., string last] ? Number(last) + 1 : 1;
        string sheet = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{next:D4}{Suffix}"));
        WholeFile.Create(sheet, stream => stream.Write(QuestionSheet.Empty(questions)));
        return sheet;
    }

    private static int Number(string path)
    {
        string name = Path.GetFileName(path)[Prefix.Length..^Suffix.Length];
        return int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;
    }

    private void WriteInput(OracleQuery query, Stream stream)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using Tensor input = query.Input();
        try
        {
            options.Write(input, stream);
        }
        catch (ArgumentException exception)
        {
            throw new InvalidOperationException(
                $"Input {query.Index} cannot be written as a file: {exception.Message} "
                + $"{nameof(FolderOracleOptions)}.{nameof(FolderOracleOptions.Write)} can be given for other inputs.",
                exception);
        }
    }
}
