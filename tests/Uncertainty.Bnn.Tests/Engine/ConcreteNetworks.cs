using Uncertainty.Testing;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Uncertainty.Bnn.Tests.Engine;

/// <summary>Networks with learnt dropout rates, as <see cref="EngineNetworks"/> has others.</summary>
internal static class ConcreteNetworks
{
    /// <summary>Where a layer keeps ln(p / (1 − p)).</summary>
    public const string RateLogit = "dropout.rate_logit";

    /// <summary>Whether convolutions tell their groups, as they do from TorchSharp 0.105 on.</summary>
    public static bool WithConvolutions
    {
        get
        {
            using Module<Tensor, Tensor> convolution = Conv2d(1, 1, 1);
            return WeightOperation.Of(convolution) is not null;
        }
    }

    public static IEnumerable<EngineNetworks.Case> All =>
    [
        new("ConcreteMlp", Mlp, [6], "units left out of fc2.layer", "without the outputs that fc3.dropout drops", "at rate 0.4"),
        new("ConcreteLowRate", () => Seeded(() => Sequential(("fc1", Linear(6, 8)), ("fc2", Concrete(Linear(8, 3), 0.1)))), [6], "at rate 0.1"),
        new("ConcreteFirst", () => Seeded(() => Sequential(("fc1", Concrete(Linear(6, 8), 0.3)), ("act", Tanh()), ("fc2", Linear(8, 3)))), [6]),
        new("ConcreteTokens", Tokens, [5, 6], "units left out of fc2.layer"),
        new("ConcreteBesideDropout", Beside, [6], "units left out of fc2.layer", "random at rate 0.5, units multiplied by zero"),
        new("ConcreteOwnForward", () => Seeded(() => new Fields()), [6], "up to what second.dropout is given", "units left out of second.layer"),
        new("ConcreteAlone", () => Seeded(() => Concrete(Linear(6, 3), 0.5)), [6]),
        .. WithConvolutions ? Convolutions : [],
    ];

    private static IEnumerable<EngineNetworks.Case> Convolutions =>
    [
        new("ConcreteChannels", Channels, [2, 9, 9], "channels left out of conv2.layer"),
        new("ConcreteGrouped", Grouped, [4, 6, 6], "channels multiplied by zero"),
        new("ConcreteTransposed", () => Seeded(() => Sequential(("conv", Conv2d(2, 6, 3)), ("up", Concrete(ConvTranspose2d(6, 3, 2), 0.5)))), [2, 6, 6]),
    ];

    public static ConcreteDropout Concrete(Module<Tensor, Tensor> next, double rate) =>
        new(next, new ConcreteDropoutOptions { InitialRate = rate });

    /// <summary>A layer that gives what it is given, in double.</summary>
    public static ConcreteDropout Identity(long units, double rate, double temperature = 0.1, double lengthScale = 0.01)
    {
        Module<Tensor, Tensor> layer = Linear(units, units, hasBias: false, dtype: ScalarType.Float64);
        using IDisposable noGradient = no_grad();
        using Tensor identity = eye(units, dtype: ScalarType.Float64);
        layer.get_parameter("weight")!.copy_(identity);
        return new ConcreteDropout(layer, new ConcreteDropoutOptions { InitialRate = rate, Temperature = temperature, LengthScale = lengthScale });
    }

    /// <summary>Standard normal inputs in double.</summary>
    public static Tensor Doubles(long seed, params long[] shape)
    {
        using Tensor single = Networks.Inputs(seed, shape);
        return single.to_type(ScalarType.Float64);
    }

    /// <summary>Ends a test where convolutions do not tell their groups.</summary>
    public static void NeedConvolutions()
    {
        if (!WithConvolutions)
        {
            Assert.Pass("Convolutions do not tell their groups here.");
        }
    }

    private static Module<Tensor, Tensor> Mlp() => Seeded(() => Sequential(
        ("fc1", Linear(6, 16)), ("act1", ReLU()), ("fc2", Concrete(Linear(16, 12), 0.5)), ("act2", ReLU()), ("fc3", Concrete(Linear(12, 3), 0.4))));

    private static Module<Tensor, Tensor> Tokens() => Seeded(() => Sequential(
        ("fc1", Linear(6, 8)), ("act", ReLU()), ("fc2", Concrete(Linear(8, 8), 0.5)), ("flat", Flatten()), ("fc3", Concrete(Linear(40, 3), 0.5))));

    private static Module<Tensor, Tensor> Beside() => Seeded(() => Sequential(
        ("fc1", Linear(6, 16)), ("drop", Dropout(0.5)), ("fc2", Concrete(Linear(16, 12), 0.5)), ("act", ReLU()), ("fc3", Linear(12, 3))));

    private static Module<Tensor, Tensor> Channels() => Seeded(() => Sequential(
        ("conv1", Conv2d(2, 8, 3, padding: 1)), ("act1", ReLU()), ("pool1", MaxPool2d(2)), ("conv2", Concrete(Conv2d(8, 10, 3), 0.4)),
        ("act2", ReLU()), ("flat", Flatten()), ("fc", Concrete(Linear(40, 3), 0.5))));

    private static Module<Tensor, Tensor> Grouped() => Seeded(() => Sequential(
        ("conv1", Concrete(Conv2d(4, 8, 3, groups: 2), 0.5)), ("conv2", Concrete(Conv2d(8, 8, 3, groups: 8), 0.5)), ("flat", Flatten()), ("fc", Linear(32, 2))));

    private static T Seeded<T>(Func<T> make)
    {
        manual_seed(17);
        return make();
    }

    private sealed class Fields : OwnNetworks.Own
    {
        private readonly Module<Tensor, Tensor> _first;
        private readonly Module<Tensor, Tensor> _second;

        public Fields()
            : base(nameof(Fields))
        {
            _first = Add("first", Linear(6, 9));
            _second = Add("second", Concrete(Linear(9, 3), 0.5));
        }

        public override Tensor forward(Tensor input) => _second.call(functional.relu(_first.call(input)));
    }
}
