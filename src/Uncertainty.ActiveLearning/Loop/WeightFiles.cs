using System.Globalization;
using System.Text;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <summary>The weights of the last rounds beside a journal, of runs that start each round where the last one ended.</summary>
internal sealed class WeightFiles(string journal)
{
    private const string Suffix = ".weights";

    /// <summary>Writes the weights of a round: whole, or not at all.</summary>
    public void Save(torch.nn.Module<Tensor, Tensor> network, int round) => WholeFile.Write(Name(round), stream =>
    {
        using BinaryWriter writer = new(stream, Encoding.UTF8, leaveOpen: true);
        network.save(writer);
    });

    /// <summary>Gives a network the weights of a round.</summary>
    /// <exception cref="FileNotFoundException">They are not there.</exception>
    public void Load(torch.nn.Module<Tensor, Tensor> network, int round)
    {
        string path = Name(round);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"The weights of round {round}, from which the next one starts, are gone: '{path}'.", path);
        }

        network.load(path);
    }

    /// <summary>Takes the weights of all rounds before one away.</summary>
    public void DeleteBefore(int round)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(journal))!;
        foreach (string path in Directory.EnumerateFiles(folder, Path.GetFileName(journal) + ".*" + Suffix))
        {
            string number = Path.GetFileName(path)[(Path.GetFileName(journal).Length + 1)..^Suffix.Length];
            if (int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int saved) && saved < round)
            {
                File.Delete(path);
            }
        }
    }

    private string Name(int round) => string.Create(CultureInfo.InvariantCulture, $"{journal}.{round}{Suffix}");
}
