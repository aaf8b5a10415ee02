using System.Globalization;

namespace LabelFolder;

/// <summary>Fills in the sheets as a person would, by labels that are known: for trying out, and for tests.</summary>
internal sealed class SimulatedPerson : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly string _folder;
    private readonly byte[] _labels;
    private readonly ManualResetEventSlim _stop = new();
    private readonly Thread _thread;

    public SimulatedPerson(string folder, byte[] labels)
    {
        _folder = folder;
        _labels = labels;
        _thread = new Thread(Work) { IsBackground = true, Name = nameof(SimulatedPerson) };
        _thread.Start();
    }

    public void Dispose()
    {
        _stop.Set();
        _thread.Join();
        _stop.Dispose();
    }

    private void Work()
    {
        while (!_stop.Wait(Look))
        {
            foreach (string sheet in Directory.EnumerateFiles(_folder, "questions-*.csv"))
            {
                FillIn(sheet);
            }
        }
    }

    private void FillIn(string sheet)
    {
        string[] lines = File.ReadAllLines(sheet);
        string[] filled = [lines[0], .. lines[1..].Select(line => line.EndsWith(',') ? line + Answer(line) : line)];
        if (!filled.SequenceEqual(lines))
        {
            string temporary = sheet + ".person";
            File.WriteAllLines(temporary, filled);
            File.Move(temporary, sheet, overwrite: true);
        }
    }

    private string Answer(string line) =>
        _labels[int.Parse(line.AsSpan(0, line.IndexOf(',')), CultureInfo.InvariantCulture)].ToString(CultureInfo.InvariantCulture);
}
