using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>Parameters of a network as one row of P numbers, in the order of the module tree.</summary>
internal sealed class NetworkWeights
{
    private const string FileKey = "parameters";

    private readonly torch.nn.Module<Tensor, Tensor> _network;
    private readonly HashSet<string> _names;

    /// <param name="network">The network.</param>
    /// <param name="takes">Which parameters, by name and value; null for all.</param>
    public NetworkWeights(torch.nn.Module<Tensor, Tensor> network, Func<string, Tensor, bool>? takes = null)
    {
        _network = network;
        using DisposeScope scope = torch.NewDisposeScope();
        (string Name, Tensor Value)[] parameters =
        [
            .. network.named_parameters().Select(entry => (entry.name, (Tensor)entry.parameter))
                .Where(parameter => takes is null || takes(parameter.name, parameter.Item2)),
        ];
        if (parameters.Length == 0)
        {
            throw new ArgumentException("has no parameters that could vary.", nameof(network));
        }

        _names = [.. parameters.Select(parameter => parameter.Name)];
        Count = parameters.Sum(parameter => parameter.Value.numel());
        Device = parameters[0].Value.device;
        Type = parameters.Aggregate(parameters[0].Value.dtype, (type, parameter) => Wider(type, parameter.Value.dtype));
        Setting = new(FileKey, string.Join('\n', parameters.Select(parameter => Line(parameter.Name, parameter.Value))));
    }

    /// <summary>The parameters that a file holds values of.</summary>
    /// <param name="file">The file, with a <see cref="Setting"/>.</param>
    /// <param name="network">A network with the same parameters.</param>
    /// <param name="all">Whether it may have no others.</param>
    /// <exception cref="InvalidDataException">The network has other parameters.</exception>
    public static NetworkWeights Of(TensorFile file, torch.nn.Module<Tensor, Tensor> network, bool all)
    {
        string saved = file.Text(FileKey);
        HashSet<string> lines = [.. saved.Split('\n')];
        NetworkWeights weights = file.Make(() => new NetworkWeights(network, (name, value) => all || lines.Contains(Line(name, value))));
        return weights.Setting.Value == saved
            ? weights
            : throw file.Wrong("the network has other parameters than the one that it was made of.");
    }

    /// <summary>P.</summary>
    public long Count { get; }

    /// <summary>Of the first parameter.</summary>
    public torch.Device Device { get; }

    /// <summary>A type that holds all of them: single, or double where one of them is.</summary>
    public torch.ScalarType Type { get; }

    /// <summary>What a file says of the parameters: names and shapes, a line for each.</summary>
    public KeyValuePair<string, string> Setting { get; }

    /// <summary>[P] the weights as they are, in double. New, in the current scope.</summary>
    public Tensor Read()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor[] flat = [.. Parameters().Select(value => value.detach().to_type(torch.ScalarType.Float64).to(Device).flatten())];
        return torch.cat(flat, 0).MoveToOuterDisposeScope();
    }

    /// <summary>Lets the network have the weights [P] until the disposal.</summary>
    public WeightScope Enter(Tensor weights)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        List<(Tensor, Tensor)> pairs = [];
        long next = 0;
        foreach (Tensor value in Parameters())
        {
            pairs.Add((value, weights.narrow(0, next, value.numel()).reshape(value.shape)));
            next += value.numel();
        }

        return new WeightScope(pairs);
    }

    /// <summary>The network's own, in the current scope.</summary>
    public IEnumerable<Tensor> Parameters() =>
        _network.named_parameters().Where(entry => _names.Contains(entry.name)).Select(entry => (Tensor)entry.parameter);

    private static torch.ScalarType Wider(torch.ScalarType left, torch.ScalarType right) =>
        left == torch.ScalarType.Float64 || right == torch.ScalarType.Float64 ? torch.ScalarType.Float64 : torch.ScalarType.Float32;

    private static string Line(string name, Tensor value) => $"{name} [{string.Join(", ", value.shape)}]";
}
