using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>All parameters of a network as one row of P numbers, in the order of the module tree.</summary>
internal sealed class NetworkWeights
{
    private readonly torch.nn.Module<Tensor, Tensor> _network;

    public NetworkWeights(torch.nn.Module<Tensor, Tensor> network)
    {
        _network = network;
        using DisposeScope scope = torch.NewDisposeScope();
        (string Name, Tensor Value)[] parameters = [.. Parameters()];
        if (parameters.Length == 0)
        {
            throw new ArgumentException("has no parameters that could vary.", nameof(network));
        }

        Count = parameters.Sum(parameter => parameter.Value.numel());
        Device = parameters[0].Value.device;
        Type = parameters.Aggregate(parameters[0].Value.dtype, (type, parameter) => Wider(type, parameter.Value.dtype));
        Layout = string.Join('\n', parameters.Select(parameter => $"{parameter.Name} [{string.Join(", ", parameter.Value.shape)}]"));
    }

    /// <summary>P.</summary>
    public long Count { get; }

    /// <summary>Of the first parameter.</summary>
    public torch.Device Device { get; }

    /// <summary>A type that holds all of them: single, or double where one of them is.</summary>
    public torch.ScalarType Type { get; }

    /// <summary>Names and shapes, a line for each parameter.</summary>
    public string Layout { get; }

    /// <summary>[P] the weights as they are, in double. New, in the current scope.</summary>
    public Tensor Read()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor[] flat = [.. Parameters().Select(parameter => parameter.Value.detach().to_type(torch.ScalarType.Float64).to(Device).flatten())];
        return torch.cat(flat, 0).MoveToOuterDisposeScope();
    }

    /// <summary>Lets the network have the weights [P] until the disposal.</summary>
    public WeightScope Enter(Tensor weights)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        List<(Tensor, Tensor)> pairs = [];
        long next = 0;
        foreach ((string _, Tensor value) in Parameters())
        {
            pairs.Add((value, weights.narrow(0, next, value.numel()).reshape(value.shape)));
            next += value.numel();
        }

        return new WeightScope(pairs);
    }

    private static torch.ScalarType Wider(torch.ScalarType left, torch.ScalarType right) =>
        left == torch.ScalarType.Float64 || right == torch.ScalarType.Float64 ? torch.ScalarType.Float64 : torch.ScalarType.Float32;

    private IEnumerable<(string Name, Tensor Value)> Parameters() =>
        _network.named_parameters().Select(entry => (entry.name, (Tensor)entry.parameter));
}
