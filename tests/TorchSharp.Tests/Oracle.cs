using System.Globalization;
using System.Runtime.CompilerServices;

namespace TorchSharp.Tests;

/// <summary>
/// Values that PyTorch gave, from a file of <c>tests/data/torch</c>: lines of <c>case,name,shape,values</c>, the shape joined by
/// x (empty for a scalar), the values by blanks in row-major order; lines with # say where they come from.
/// </summary>
internal sealed class Oracle
{
    private readonly Dictionary<string, Dictionary<string, (long[] Shape, double[] Values)>> _cases = [];

    private Oracle()
    {
    }

    public IEnumerable<string> Cases => _cases.Keys;

    public static Oracle Load(string file)
    {
        Oracle oracle = new();
        string path = Path.Combine(DataFolder(), file);
        foreach (string line in File.ReadLines(path).Where(line => line.Length > 0 && line[0] != '#'))
        {
            string[] cells = line.Split(',');
            long[] shape = [.. cells[2].Split('x', StringSplitOptions.RemoveEmptyEntries).Select(long.Parse)];
            double[] values = [.. cells[3].Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];
            if (!oracle._cases.TryGetValue(cells[0], out Dictionary<string, (long[], double[])>? entries))
            {
                oracle._cases[cells[0]] = entries = [];
            }

            entries.Add(cells[1], (shape, values));
        }

        return oracle;
    }

    public bool Has(string @case, string name) => _cases[@case].ContainsKey(name);

    public IEnumerable<string> Names(string @case) => _cases[@case].Keys;

    public long[] Shape(string @case, string name) => _cases[@case][name].Shape;

    public double[] Values(string @case, string name) => _cases[@case][name].Values;

    /// <summary>The entry as a tensor of its shape, float32 unless asked otherwise.</summary>
    public torch.Tensor Tensor(string @case, string name, torch.ScalarType dtype = torch.ScalarType.Float32)
    {
        (long[] shape, double[] values) = _cases[@case][name];
        using torch.Tensor flat = torch.tensor(values, dtype: torch.ScalarType.Float64);
        using torch.Tensor shaped = flat.reshape(shape);
        return shaped.to_type(dtype);
    }

    /// <summary>Asserts that a tensor has the entry's shape and, within the tolerances, its values.</summary>
    public void AssertMatches(string @case, string name, torch.Tensor actual, double relative = 1e-5, double absolute = 1e-6)
    {
        (long[] shape, double[] expected) = _cases[@case][name];
        Assert.That(actual.shape, Is.EqualTo(shape), $"shape of {@case}.{name}");
        using torch.Tensor wide = actual.detach().cpu().to_type(torch.ScalarType.Float64).contiguous();
        double[] got = wide.data<double>().ToArray();
        for (int i = 0; i < got.Length; i++)
        {
            double tolerance = absolute + (relative * Math.Abs(expected[i]));
            Assert.That(got[i], Is.EqualTo(expected[i]).Within(tolerance), $"{@case}.{name}[{i}]");
        }
    }

    // Called from this file only: its own place is what the path is relative to.
    private static string DataFolder([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "data", "torch");
}
