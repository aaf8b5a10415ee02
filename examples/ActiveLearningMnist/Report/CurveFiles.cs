using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ActiveLearningMnist.Report;

/// <summary>The curves as files for other programs, each written whole or not at all.</summary>
internal static class CurveFiles
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Writes <c>curves.csv</c>, a line for each round of each run, and <c>curves.json</c>, an object for each run.</summary>
    public static void Save(string folder, IReadOnlyList<Curve> curves)
    {
        StringBuilder lines = new("function,seed,round,labels,accuracy\n");
        foreach (Curve curve in curves)
        {
            foreach (CurvePoint point in curve.Points)
            {
                lines.Append(CultureInfo.InvariantCulture, $"{curve.Function},{curve.Seed},{point.Round},{point.Labels},{point.Accuracy:R}\n");
            }
        }

        Write(Path.Combine(folder, "curves.csv"), lines.ToString());
        Write(Path.Combine(folder, "curves.json"), JsonSerializer.Serialize(curves, Format) + "\n");
    }

    private static void Write(string path, string text)
    {
        string temporary = path + ".tmp";
        File.WriteAllText(temporary, text);
        File.Move(temporary, path, overwrite: true);
    }
}
