using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>Reads and writes saved variational networks.</summary>
internal static class VariationalFiles
{
    private const string Kind = "variational network";
    private const int FileVersion = 1;

    /// <summary>See <see cref="VariationalNetwork.Save"/>.</summary>
    public static void Save(
        string path,
        torch.nn.Module<Tensor, Tensor> network,
        IReadOnlyList<(string Name, IVariationalLayer Layer)> layers,
        VariationalNetworkOptions options)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        (string Name, Tensor Value)[] tensors = [.. Tensors(network)];
        if (tensors.FirstOrDefault(tensor => !Guard.IsFinite(tensor.Value)) is { Name: { } bad })
        {
            throw new InvalidOperationException($"The network's '{bad}' holds values that are infinite or not a number.");
        }

        KeyValuePair<string, string>[] parts = [.. Parts(network, layers).Select(part => new KeyValuePair<string, string>(part.Key, part.Text))];
        TensorFile.Save(path, Kind, FileVersion, parts.Concat(SamplingFiles.Settings(options, options.Draws, options.Seed)), tensors);
    }

    /// <summary>See <see cref="VariationalNetwork.Load"/>.</summary>
    public static VariationalNetworkOptions Load(
        string path, torch.nn.Module<Tensor, Tensor> network, IReadOnlyList<(string Name, IVariationalLayer Layer)> layers)
    {
        using TensorFile file = TensorFile.Load(path, Kind, FileVersion);
        using DisposeScope scope = torch.NewDisposeScope();
        foreach ((string key, string text) in Parts(network, layers))
        {
            Compare(file, key, file.Text(key).Split('\n'), text.Split('\n'));
        }

        VariationalNetworkOptions options = file.Make(() => SamplingFiles.Common(file, new VariationalNetworkOptions
        {
            Draws = file.Count(SamplingFiles.Draws),
            Seed = file.Integer(SamplingFiles.Seed),
        }));

        // All are looked at before the first is written.
        (Tensor Own, Tensor Saved)[] pairs =
            [.. Tensors(network).Select(tensor => (tensor.Value, file.Get(tensor.Name, tensor.Value.dtype, tensor.Value.shape)))];
        using IDisposable noGradient = torch.no_grad();
        foreach ((Tensor own, Tensor saved) in pairs)
        {
            own.copy_(saved);
        }

        return options;
    }

    /// <summary>What must be the same in the network that is read into, a line for each module, random layer and tensor.</summary>
    private static IEnumerable<(string Key, string Text)> Parts(
        torch.nn.Module<Tensor, Tensor> network, IReadOnlyList<(string Name, IVariationalLayer Layer)> layers) =>
    [
        ("modules", Lines(NetworkModules.Of(network).Select(entry => $"{entry.Name} ({entry.Module.GetType().Name})"))),
        ("layers", Lines(layers.Select(entry => $"{entry.Name} ({entry.Layer.Kind})"))),
        ("tensors", Lines(Tensors(network).Select(entry => $"{entry.Name} [{string.Join(", ", entry.Value.shape)}] {entry.Value.dtype}"))),
    ];

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);

    private static void Compare(TensorFile file, string key, string[] saved, string[] own)
    {
        string none = "none";
        int first = Enumerable.Range(0, Math.Max(saved.Length, own.Length))
            .FirstOrDefault(i => saved.ElementAtOrDefault(i) != own.ElementAtOrDefault(i), -1);
        if (first >= 0)
        {
            throw file.Wrong(
                $"the network is another one than was saved: of its {key}, number {first + 1} was {saved.ElementAtOrDefault(first) ?? none}, "
                + $"and is {own.ElementAtOrDefault(first) ?? none}.");
        }
    }

    private static IEnumerable<(string Name, Tensor Value)> Tensors(torch.nn.Module<Tensor, Tensor> network) =>
        network.named_parameters().Select(entry => (entry.name, (Tensor)entry.parameter))
            .Concat(network.named_buffers().Select(entry => (entry.name, entry.buffer)));
}
