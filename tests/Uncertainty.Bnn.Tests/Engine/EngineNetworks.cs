using Benchmarks.Models;
using TorchSharp.Modules;
using Uncertainty.Testing;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Uncertainty.Bnn.Tests.Engine;

/// <summary>Networks that ask something of the engine, each with the shape of its inputs and what the engine is to say of it.</summary>
internal static class EngineNetworks
{
    public sealed record Case(string Name, Func<Module<Tensor, Tensor>> Make, long[] Shape, params string[] Paths)
    {
        public override string ToString() => Name;
    }

    /// <summary>Begins a path that there is only where the version of TorchSharp tells how its convolutions move.</summary>
    public const string OfConvolution = "convolution: ";

    public static IEnumerable<Case> All =>
    [
        new("Mlp", () => Networks.Mlp(), [Networks.Features], "once a batch", "left out of 3", "without the outputs that 5 drops"),
        new("MlpLowRate", () => Networks.Mlp(0.1), [Networks.Features], "without the inputs that 5 drops"),
        new("MlpNearOne", () => Networks.Mlp(0.97), [Networks.Features]),
        new("MlpBatchNorm", () => WithStatistics(Networks.Mlp(batchNorm: true)), [Networks.Features], "with 1 folded in"),
        new("InputDropout", InputDropout, [6], "each draw, random at rate 0.05"),
        new("NestedSequential", Nested, [1, 8, 8], "body.act (ReLU)", "once a batch", "head.fc2 (Linear)"),
        new("ChannelDropout", ChannelDropout, [2, 9, 9], OfConvolution + "channels left out of conv2", OfConvolution + "without the outputs that drop2 drops", "channels left out of fc"),
        new("ChannelDropoutNorm", () => WithStatistics(ChannelDropoutNorm(), 2, 9, 9), [2, 9, 9], OfConvolution + "with norm2 folded in"),
        new("ChannelNearOne", () => Networks.Convolutional(0.9), [1, 8, 8]),
        new("GroupedConvolution", Grouped, [4, 6, 6], "channels multiplied by zero"),
        new("StridedDilated", Strided, [3, 12, 10], OfConvolution + "channels left out of conv2"),
        new("ReflectPadding", Reflect, [3, 8, 8], "channels multiplied by zero"),
        new("Sequence", Sequence, [3, 12], OfConvolution + "channels left out of conv2"),
        new("Volume", Volume, [2, 5, 5, 5], OfConvolution + "channels left out of conv2"),
        new("Maps", Maps, [3, 8, 8], "units multiplied by zero", "units left out of fc1"),
        new("Segmentation", Segmentation, [3, 8, 8]),
        new("Tokens", Tokens, [5, 6]),
        new("TokensNorm", () => WithStatistics(TokensNorm(), 8, 6), [8, 6]),
        new("RateZero", RateZero, [6], "drop1 (Dropout)  once a batch", "left out of fc3"),
        new("TanhAfterDropout", TanhAfterDropout, [6], "units multiplied by zero"),
        new("SigmoidBeforeDropout", SigmoidBeforeDropout, [6], "without the outputs that drop2 drops"),
        new("TwoDropoutsInARow", TwoInARow, [6]),
        new("SharedDropout", SharedDropout, [6]),
        new("SharedActivation", SharedActivation, [6]),
        new("InPlace", InPlace, [6]),
        new("DropoutLast", DropoutLast, [6], "units multiplied by zero"),
        new("NoBias", NoBias, [6]),
        new("Residual", Residual, [6], "whole: block.drop inside"),
        new("Split", () => new OwnNetworks.Split(), [6], "Features (Split)  once a batch", "each draw, whole: drop inside"),
        new("SplitInside", () => Sequential(("net", new OwnNetworks.Split()), ("drop", Dropout(0.5)), ("fc", Linear(3, 2))), [6], "net.Features"),
        new("TwoHeads", () => new OwnNetworks.TwoHeads(), [6], "whole: drop inside"),
        new("FieldsInARow", () => new OwnNetworks.FieldsInARow(), [6], "up to what drop is given", "units left out of fc2"),
        new("Classifier", () => new OwnNetworks.Classifier(), [2, 6, 6], "classifier.fc1 (Linear)", "without the outputs that classifier.drop2 drops"),
        new("Wrapped", () => new OwnNetworks.Wrapper(), [6], "up to what inner.drop is given"),
        new("WrappedThenMore", () => Sequential(("net", new OwnNetworks.Wrapper()), ("act", ReLU()), ("fc", Linear(3, 2))), [6], "up to what net.inner.drop is given", "each draw, as it is"),
        new("FunctionAfter", () => new OwnNetworks.FunctionAfter(), [6], "each draw, whole: drop inside"),
        new("UsedBefore", () => new OwnNetworks.UsedBefore(), [6], "each draw, whole: drop inside"),
        new("SplitIntoChain", () => new OwnNetworks.SplitIntoChain(), [6], "Features (SplitIntoChain)", "without the outputs that head.drop2 drops"),
        new("RateOne", RateOne, [6]),
        new("LeNet5", () => Seeded(LeNet.Build), [1, 28, 28], "without the outputs that 12 drops"),
        new("Vgg", () => Seeded(() => Vgg.Build()), [3, 32, 32], "units multiplied by zero"),
        new("VggNorm", () => WithStatistics(Seeded(() => Vgg.Build(normalised: true)), 3, 32, 32), [3, 32, 32], OfConvolution + "folded in"),
        new("WideMlp", () => Seeded(Mlp.Build), [784]),
        new("ResNet18", () => Seeded(() => new ResNet18()), [3, 32, 32], "units left out of _last"),
        .. ConcreteNetworks.All,
    ];

    /// <summary>Running statistics away from their start, and weights that are not all alike.</summary>
    public static Module<Tensor, Tensor> WithStatistics(Module<Tensor, Tensor> network, params long[] shape)
    {
        long[] input = shape.Length == 0 ? [16, Networks.Features] : [16, .. shape];
        using (NewDisposeScope())
        {
            network.train();
            network.call((Networks.Inputs(5, input) * 2) + 0.5);
            network.eval();
            foreach ((string name, Parameter parameter) in network.named_parameters())
            {
                using IDisposable noGradient = no_grad();
                parameter.add_(Networks.Inputs(name.Length, parameter.shape) * 0.2);
            }
        }

        return network;
    }

    private static Sequential InputDropout() => Seeded(() => Sequential(
        ("drop0", Dropout(0.05)), ("fc1", Linear(6, 50)), ("act", ReLU()), ("drop1", Dropout(0.05)), ("fc2", Linear(50, 2))));

    private static Sequential Nested() => Seeded(() => Sequential(
        ("body", Sequential(("conv", Conv2d(1, 4, 3)), ("act", ReLU()), ("pool", MaxPool2d(2)))),
        ("flat", Flatten()),
        ("head", Sequential(
            ("drop1", Dropout(0.5)),
            ("inner", Sequential(("fc1", Linear(36, 16)), ("act", GELU()), ("drop2", Dropout(0.4)))),
            ("fc2", Linear(16, 3))))));

    private static Sequential ChannelDropout() => Seeded(() => Sequential(
        ("conv1", Conv2d(2, 8, 3, padding: 1)), ("act1", ReLU()), ("drop1", Dropout2d(0.4)), ("pool1", MaxPool2d(2)),
        ("conv2", Conv2d(8, 10, 3, padding: 1)), ("act2", ReLU()), ("drop2", Dropout2d(0.5)), ("pool2", AvgPool2d(2)),
        ("flat", Flatten()), ("fc", Linear(40, 3))));

    private static Sequential ChannelDropoutNorm() => Seeded(() => Sequential(
        ("conv1", Conv2d(2, 8, 3, padding: 1, bias: false)), ("norm1", BatchNorm2d(8)), ("act1", ReLU()), ("drop1", Dropout2d(0.4)),
        ("conv2", Conv2d(8, 10, 3, bias: false)), ("norm2", BatchNorm2d(10)), ("act2", ReLU()), ("drop2", Dropout2d(0.5)),
        ("conv3", Conv2d(10, 4, 3)), ("norm3", BatchNorm2d(4)), ("flat", Flatten()), ("fc", Linear(100, 3))));

    private static Sequential Grouped() => Seeded(() => Sequential(
        ("drop1", Dropout2d(0.5)), ("conv1", Conv2d(4, 8, 3, groups: 2)), ("drop2", Dropout2d(0.5)),
        ("conv2", Conv2d(8, 8, 3, groups: 8)), ("flat", Flatten()), ("fc", Linear(32, 2))));

    private static Sequential Strided() => Seeded(() => Sequential(
        ("drop1", Dropout2d(0.3)), ("conv1", Conv2d(3, 7, (3, 2), (2, 1), (1, 0), (1, 2))), ("drop2", Dropout2d(0.5)),
        ("conv2", Conv2d(7, 5, 3, stride: 2)), ("flat", Flatten()), ("fc", Linear(30, 2))));

    private static Sequential Reflect() => Seeded(() => Sequential(
        ("drop1", Dropout2d(0.3)), ("conv1", Conv2d(3, 7, 3, 1, 1, 1, TorchSharp.PaddingModes.Reflect)), ("flat", Flatten()), ("fc", Linear(448, 2))));

    private static Sequential Sequence() => Seeded(() => Sequential(
        ("conv1", Conv1d(3, 6, 3)), ("drop1", Dropout1d(0.5)), ("conv2", Conv1d(6, 4, 3)), ("act", ReLU()), ("drop2", Dropout1d(0.3)),
        ("pool", MaxPool1d(2)), ("flat", Flatten()), ("drop3", Dropout(0.5)), ("fc", Linear(16, 2))));

    private static Sequential Volume() => Seeded(() => Sequential(
        ("conv1", Conv3d(2, 6, 3)), ("drop1", Dropout3d(0.5)), ("conv2", Conv3d(6, 4, 2)), ("flat", Flatten()), ("fc", Linear(32, 2))));

    private static Sequential Maps() => Seeded(() => Sequential(
        ("conv1", Conv2d(3, 6, 3, padding: 1)), ("act1", ReLU()), ("pool1", MaxPool2d(2)), ("drop1", Dropout(0.25)),
        ("conv2", Conv2d(6, 8, 3, padding: 1)), ("act2", ReLU()), ("pool2", MaxPool2d(2)), ("drop2", Dropout(0.25)),
        ("flat", Flatten()), ("fc1", Linear(32, 20)), ("act3", ReLU()), ("drop3", Dropout(0.5)), ("fc2", Linear(20, 3))));

    private static Sequential Segmentation() => Seeded(() => Sequential(
        ("conv1", Conv2d(3, 6, 3, padding: 1)), ("act1", LeakyReLU(0.1)), ("drop1", Dropout2d(0.5)), ("conv2", Conv2d(6, 6, 3, padding: 1)),
        ("act2", ReLU()), ("drop2", Dropout(0.2)), ("conv3", Conv2d(6, 4, 1))));

    private static Sequential Tokens() => Seeded(() => Sequential(
        ("drop1", Dropout(0.5)), ("fc1", Linear(6, 8)), ("act", ReLU()), ("drop2", Dropout(0.5)), ("fc2", Linear(8, 3))));

    /// <summary>A Linear whose units are along the last dimension, and BatchNorm along the second, of the same length.</summary>
    private static Sequential TokensNorm() => Seeded(() => Sequential(
        ("fc1", Linear(6, 8)), ("norm1", BatchNorm1d(8)), ("drop1", Dropout(0.5)), ("fc2", Linear(8, 8)), ("norm2", BatchNorm1d(8)),
        ("act", ReLU()), ("flat", Flatten()), ("drop2", Dropout(0.5)), ("fc3", Linear(64, 3))));

    private static Sequential RateZero() => Seeded(() => Sequential(
        ("fc1", Linear(6, 8)), ("drop1", Dropout(0)), ("fc2", Linear(8, 8)), ("drop2", Dropout(0.5)), ("fc3", Linear(8, 2))));

    private static Sequential TanhAfterDropout() => Seeded(() => Sequential(
        ("drop1", Dropout(0.5)), ("act", Tanh()), ("fc1", Linear(6, 4)), ("drop2", Dropout(0.5)), ("act2", Sigmoid()), ("fc2", Linear(4, 2))));

    private static Sequential SigmoidBeforeDropout() => Seeded(() => Sequential(
        ("drop1", Dropout(0.5)), ("fc1", Linear(6, 9)), ("act", Sigmoid()), ("drop2", Dropout(0.5)), ("fc2", Linear(9, 2))));

    private static Sequential TwoInARow() => Seeded(() => Sequential(
        ("fc1", Linear(6, 9)), ("drop1", Dropout(0.5)), ("drop2", Dropout(0.3)), ("fc2", Linear(9, 2))));

    private static Sequential SharedDropout()
    {
        Dropout drop = Dropout(0.5);
        return Seeded(() => Sequential(
            ("fc1", Linear(6, 9)), ("drop1", drop), ("fc2", Linear(9, 9)), ("act", ReLU()), ("drop2", drop), ("fc3", Linear(9, 2))));
    }

    private static Sequential SharedActivation()
    {
        ReLU act = ReLU();
        return Seeded(() => Sequential(
            ("fc1", Linear(6, 9)), ("act1", act), ("drop1", Dropout(0.5)), ("fc2", Linear(9, 9)), ("act2", act), ("fc3", Linear(9, 2))));
    }

    private static Sequential InPlace() => Seeded(() => Sequential(
        ("fc1", Linear(6, 9)), ("drop1", Dropout(0.1)), ("act1", LeakyReLU(0.5, true)), ("fc2", Linear(9, 9)), ("act2", ReLU(true)),
        ("drop2", Dropout(0.5, true)), ("fc3", Linear(9, 2))));

    private static Sequential DropoutLast() => Seeded(() => Sequential(
        ("fc1", Linear(6, 9)), ("act", ReLU()), ("fc2", Linear(9, 4)), ("drop", Dropout(0.5))));

    private static Sequential NoBias() => Seeded(() => Sequential(
        ("drop1", Dropout(0.5)), ("fc1", Linear(6, 9, hasBias: false)), ("drop2", Dropout(0.5)), ("fc2", Linear(9, 2, hasBias: false))));

    private static Sequential Residual() => Seeded(() => Sequential(
        ("fc1", Linear(6, 8)), ("block", new OwnNetworks.ResidualBlock(8)), ("drop", Dropout(0.5)), ("fc2", Linear(8, 2))));

    private static Sequential RateOne() => Seeded(() => Sequential(
        ("fc1", Linear(6, 8)), ("drop1", Dropout(1)), ("fc2", Linear(8, 8)), ("drop2", Dropout(0.5)), ("fc3", Linear(8, 2))));

    private static T Seeded<T>(Func<T> make)
    {
        manual_seed(17);
        return make();
    }
}
