using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.LaplaceApproximations;

/// <summary>A small network in double with 3 outputs, several of whose layers vary.</summary>
/// <param name="Name">Name of the case.</param>
/// <param name="Shape">Shape of one input.</param>
/// <param name="Layers">Names of the layers that vary.</param>
/// <param name="Make">Makes the network.</param>
internal sealed record LayerCase(string Name, long[] Shape, string[] Layers, Func<nn.Module<Tensor, Tensor>> Make)
{
    /// <summary>How the convolutions move: for each, along each dimension, stride, padding and dilation.</summary>
    public Dictionary<string, (int Stride, int Padding, int Dilation)[]> Moves { get; init; } = [];

    public static IEnumerable<LayerCase> All =>
    [
        new("Mlp", [4], ["fc1", "fc2"], () => LaplaceData.Classifier()),
        new("NoBias", [4], ["fc1", "fc2"], () => LaplaceData.Classifier(bias: false)),
        new("Conv1d", [2, 9], ["conv", "fc"], () => nn.Sequential(
            ("conv", nn.Conv1d(2, 3, 3, 2, 1, 2)), ("act", nn.Tanh()), ("flat", nn.Flatten()), ("fc", nn.Linear(12, 3))))
        {
            Moves = { ["conv"] = [(2, 1, 2)] },
        },
        new("Conv2d", [2, 6, 5], ["conv1", "conv2", "fc"], () => nn.Sequential(
            ("conv1", nn.Conv2d(2, 3, (3, 2), (2, 1), (1, 2), (1, 2))),
            ("act", nn.Tanh()),
            ("conv2", nn.Conv2d(3, 2, 2, bias: false)),
            ("flat", nn.Flatten()),
            ("fc", nn.Linear(24, 3))))
        {
            Moves = { ["conv1"] = [(2, 1, 1), (1, 2, 2)], ["conv2"] = [(1, 0, 1), (1, 0, 1)] },
        },
        new("Conv3d", [1, 4, 3, 2], ["conv", "fc"], () => nn.Sequential(
            ("conv", nn.Conv3d(1, 2, (2, 2, 1), (1, 2, 1), (0, 1, 0), (2, 1, 1))),
            ("act", nn.Tanh()),
            ("flat", nn.Flatten()),
            ("fc", nn.Linear(16, 3))))
        {
            Moves = { ["conv"] = [(1, 0, 2), (2, 1, 1), (1, 0, 1)] },
        },
        new("Tokens", [5, 3], ["first", "last"], () => new Own(3, tokens: true, twice: false)),
        new("CalledTwice", [4], ["first", "last"], () => new Own(4, tokens: false, twice: true)),
        new("FrozenInPlace", [4], ["fc1", "fc2"], Frozen),
    ];

    /// <summary>The network in double, with weights that a seed decides.</summary>
    public nn.Module<Tensor, Tensor> Network()
    {
        manual_seed(19);
        nn.Module<Tensor, Tensor> network = Make();
        network.to(ScalarType.Float64);
        return network;
    }

    /// <summary>[count, …] inputs.</summary>
    public Tensor Inputs(long seed, long count)
    {
        using Tensor single = Networks.Inputs(seed, [count, .. Shape]);
        return single.to_type(ScalarType.Float64);
    }

    /// <summary>Whether this TorchSharp says how the convolutions move.</summary>
    public bool CanVary(nn.Module network) =>
        network.named_modules().All(entry => !Layers.Contains(entry.name) || WeightOperation.Of(entry.module) is not null);

    public override string ToString() => Name;

    private static nn.Module<Tensor, Tensor> Frozen()
    {
        nn.Module<Tensor, Tensor> network = nn.Sequential(
            ("fc1", nn.Linear(4, 6)), ("norm", nn.BatchNorm1d(6)), ("act", nn.ReLU(true)), ("fc2", nn.Linear(6, 3)));
        using Tensor inputs = Networks.Inputs(23, 30, 4);
        using Tensor outputs = network.call(inputs);
        foreach (Tensor parameter in network.parameters())
        {
            parameter.requires_grad_(false);
        }

        return network;
    }

    private sealed class Own : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> _first;
        private readonly nn.Module<Tensor, Tensor> _last = nn.Linear(4, 3);
        private readonly bool _tokens;
        private readonly bool _twice;

        public Own(long features, bool tokens, bool twice)
            : base(nameof(Own))
        {
            _first = nn.Linear(features, 4);
            _tokens = tokens;
            _twice = twice;
            register_module("first", _first);
            register_module("last", _last);
        }

        public override Tensor forward(Tensor input)
        {
            Tensor hidden = _first.call(input).tanh();
            hidden = _twice ? _first.call(hidden).tanh() : hidden;
            return _last.call(_tokens ? hidden.mean([1]) : hidden);
        }
    }
}
