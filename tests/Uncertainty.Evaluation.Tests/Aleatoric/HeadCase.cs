using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Aleatoric;

/// <summary>One kind of head on one kind of network, as tests that hold for all of them see it.</summary>
internal abstract class HeadCase(string name)
{
    public static readonly AleatoricHeadOptions Few = new() { Epochs = 3, NoiseDraws = 8, Seed = 5 };

    public static IEnumerable<HeadCase> All =>
        [new Regression(false), new Regression(true), new Classification(false), new Classification(true)];

    public abstract nn.Module<Tensor, Tensor> Network(ScalarType type = ScalarType.Float32);

    public abstract Tensor Inputs(long seed, long count, ScalarType type = ScalarType.Float32);

    public abstract Tensor Targets(long seed, long count, ScalarType type = ScalarType.Float32);

    public abstract IDisposable Fit(
        nn.Module<Tensor, Tensor> network,
        IEnumerable<(Tensor, Tensor)> batches,
        AleatoricHeadOptions? options = null,
        IProgress<HeadProgress>? progress = null,
        CancellationToken cancellationToken = default);

    /// <summary>What the head says of each input and position.</summary>
    public abstract Tensor Read(IDisposable head, Tensor inputs);

    public abstract void Save(IDisposable head, string path);

    public abstract IDisposable Load(string path, nn.Module<Tensor, Tensor> network);

    /// <summary>Two batches of 12 and 8 inputs, in the current dispose scope.</summary>
    public (Tensor, Tensor)[] Batches(ScalarType type = ScalarType.Float32) =>
        [(Inputs(1, 12, type), Targets(2, 12, type)), (Inputs(3, 8, type), Targets(4, 8, type))];

    public override string ToString() => name;

    /// <summary>[N, 4] → [N, 3], or maps [N, 2, 5, 4] → [N, 3, 5, 4]; with BatchNorm and dropout.</summary>
    private static nn.Module<Tensor, Tensor> Make(bool map, ScalarType type)
    {
        nn.Module<Tensor, Tensor> network = map ? Map() : Networks.Mlp(batchNorm: true);
        foreach (nn.Module module in network.modules())
        {
            module.train();
        }

        return network.to(type);
    }

    private static nn.Module<Tensor, Tensor> Map()
    {
        manual_seed(13);
        return nn.Sequential(
            ("conv", nn.Conv2d(2, 8, 3, padding: 1)),
            ("norm", nn.BatchNorm2d(8)),
            ("act", nn.ReLU()),
            ("drop", nn.Dropout2d(0.4)),
            ("head", nn.Conv2d(8, 3, 1)));
    }

    private static Tensor Make(bool map, long seed, long count, ScalarType type, long columns, long mapColumns)
    {
        using Tensor values = map ? Networks.Inputs(seed, count, mapColumns, 5, 4) : Networks.Inputs(seed, count, columns);
        return values.to_type(type).alias();
    }

    private sealed class Regression(bool map) : HeadCase(map ? "RegressionMap" : "Regression")
    {
        public override nn.Module<Tensor, Tensor> Network(ScalarType type) => Make(map, type);

        public override Tensor Inputs(long seed, long count, ScalarType type) => Make(map, seed, count, type, 4, 2);

        public override Tensor Targets(long seed, long count, ScalarType type) => Make(map, seed, count, type, 3, 3);

        public override IDisposable Fit(
            nn.Module<Tensor, Tensor> network,
            IEnumerable<(Tensor, Tensor)> batches,
            AleatoricHeadOptions? options,
            IProgress<HeadProgress>? progress,
            CancellationToken cancellationToken) => RegressionHead.Fit(network, batches, null, options ?? Few, progress, cancellationToken);

        public override Tensor Read(IDisposable head, Tensor inputs) => ((RegressionHead)head).Variance(inputs);

        public override void Save(IDisposable head, string path) => ((RegressionHead)head).Save(path);

        public override IDisposable Load(string path, nn.Module<Tensor, Tensor> network) => RegressionHead.Load(path, network);
    }

    private sealed class Classification(bool map) : HeadCase(map ? "ClassificationMap" : "Classification")
    {
        public override nn.Module<Tensor, Tensor> Network(ScalarType type) => Make(map, type);

        public override Tensor Inputs(long seed, long count, ScalarType type) => Make(map, seed, count, type, 4, 2);

        public override Tensor Targets(long seed, long count, ScalarType type)
        {
            using Tensor values = Make(map, seed, count, ScalarType.Float32, 3, 3);
            return values.argmax(1);
        }

        public override IDisposable Fit(
            nn.Module<Tensor, Tensor> network,
            IEnumerable<(Tensor, Tensor)> batches,
            AleatoricHeadOptions? options,
            IProgress<HeadProgress>? progress,
            CancellationToken cancellationToken) => ClassificationHead.Fit(network, batches, options ?? Few, progress, cancellationToken);

        public override Tensor Read(IDisposable head, Tensor inputs) => ((ClassificationHead)head).Entropy(inputs);

        public override void Save(IDisposable head, string path) => ((ClassificationHead)head).Save(path);

        public override IDisposable Load(string path, nn.Module<Tensor, Tensor> network) => ClassificationHead.Load(path, network);
    }
}
