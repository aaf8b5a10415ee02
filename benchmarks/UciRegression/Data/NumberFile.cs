using System.Globalization;

namespace UciRegression.Data;

/// <summary>Text files of numbers: one row per line, values apart by white space, empty lines left out.</summary>
internal static class NumberFile
{
    internal static double[][] Rows(string file)
    {
        double[][] rows = [.. File.ReadLines(file).Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields.Length > 0)
            .Select(fields => Array.ConvertAll(fields, field => Parse(field, file)))];
        return rows.Length > 0 && rows.All(row => row.Length == rows[0].Length)
            ? rows
            : throw new InvalidDataException($"{file}: expected rows of one length; the file is empty or damaged.");
    }

    /// <summary>All values of the file, whatever its lines.</summary>
    internal static double[] Values(string file) => [.. Rows(file).SelectMany(row => row)];

    /// <summary>All values as whole numbers in [0, <paramref name="end"/>).</summary>
    internal static int[] Indices(string file, int end) => Array.ConvertAll(
        Values(file),
        value => value >= 0 && value < end && value == Math.Floor(value)
            ? (int)value
            : throw new InvalidDataException($"{file}: {value} is no whole number in [0, {end})."));

    private static double Parse(string field, string file) =>
        double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
            ? value
            : throw new InvalidDataException($"{file}: '{field}' is no finite number.");
}
