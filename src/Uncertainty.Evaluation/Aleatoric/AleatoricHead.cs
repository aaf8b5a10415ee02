using System.Globalization;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>
/// What both aleatoric heads share: a linear layer from a network's frozen features to what says how noisy its outputs are, its training, and
/// its file. The network itself stays as it is.
/// </summary>
internal sealed class AleatoricHead : IDisposable
{
    private readonly FeatureTap _tap;
    private readonly HeadLayer _layer;
    private readonly HeadShape _shape;
    private bool _disposed;

    private AleatoricHead(FeatureTap tap, HeadLayer layer, HeadShape shape, AleatoricHeadOptions options)
    {
        _tap = tap;
        _layer = layer;
        _shape = shape;
        Options = options;
    }

    public AleatoricHeadOptions Options { get; }

    /// <summary>Number of the network's outputs, C or D.</summary>
    public int Outputs => _shape.Outputs;

    public static AleatoricHead Fit(
        torch.nn.Module<Tensor, Tensor> network,
        IEnumerable<(Tensor Inputs, Tensor Targets)> batches,
        AleatoricHeadOptions options,
        IHeadTask task,
        IProgress<HeadProgress>? progress,
        CancellationToken cancellationToken)
    {
        HeadBatches seen = new(new FeatureTap(Guard.NotNull(network)), Guard.NotNull(batches), cancellationToken);
        HeadLayer? layer = null;
        bool whole = false;
        try
        {
            layer = Start(seen, task);
            using HeadTrainer trainer = new(layer, options.LearningRate);
            for (int epoch = 1; epoch <= options.Epochs; epoch++)
            {
                seen.Pass(epoch, (batch, features, outputs, targets) =>
                {
                    double done = (epoch - 1 + Math.Min(1, (batch - 1.0) / seen.Count)) / options.Epochs;
                    double loss = trainer.Step(done, () => task.Loss(outputs, layer.Apply(features), targets));
                    progress?.Report(new HeadProgress(epoch, options.Epochs, batch, loss));
                });
            }

            task.Finish(layer);
            whole = true;
            return new AleatoricHead(seen.Tap, layer, seen.Shape!, options);
        }
        finally
        {
            if (!whole)
            {
                layer?.Dispose();
            }
        }
    }

    /// <summary>[N, C, …] outputs of the network and [N, K, …] numbers of the head, in the current dispose scope.</summary>
    public (Tensor Outputs, Tensor Numbers) Run(Tensor inputs)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Guard.MinimumRank(inputs, 1, "[N, …]");
        Guard.Finite(inputs);
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradient = torch.no_grad();
        (Tensor features, Tensor outputs, FeatureLayer layer) = _tap.Run(inputs);
        _shape.Check(layer, features, outputs);
        torch.ScalarType type = _layer.Weight.dtype;
        Tensor numbers = Guard.FiniteOutputs(_layer.Apply(features.to_type(type)), "aleatoric head");
        return scope.MoveToOuter(outputs.to_type(type).alias(), numbers);
    }

    public void Save(string path, string kind, int version, IEnumerable<KeyValuePair<string, string>> settings)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        KeyValuePair<string, string>[] own =
        [
            .. _shape.Settings,
            new("type", _layer.Weight.dtype.ToString()),
            new("epochs", Options.Epochs.ToString(CultureInfo.InvariantCulture)),
            new("learning_rate", TensorFile.Exact(Options.LearningRate)),
            new("noise_draws", Options.NoiseDraws.ToString(CultureInfo.InvariantCulture)),
            new("seed", Options.Seed.ToString(CultureInfo.InvariantCulture)),
        ];
        TensorFile.Save(path, kind, version, own.Concat(settings), _layer.Parts);
    }

    /// <summary>From a file that is open, on the device of the network's layer.</summary>
    /// <param name="file">The file.</param>
    /// <param name="network">The network that the head was fitted on.</param>
    /// <param name="columns">How many numbers the head gives, for a network of so many outputs.</param>
    /// <exception cref="InvalidDataException">The file does not fit the network.</exception>
    public static AleatoricHead Load(TensorFile file, torch.nn.Module<Tensor, Tensor> network, Func<int, int> columns)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        FeatureTap tap = new(network);
        AleatoricHeadOptions options = file.Make(() => new AleatoricHeadOptions
        {
            Epochs = file.Count("epochs"),
            LearningRate = file.Number("learning_rate"),
            NoiseDraws = file.Count("noise_draws"),
            Seed = file.Integer("seed"),
        });
        (HeadShape shape, FeatureLayer layer) = HeadShape.Load(file, tap);
        torch.ScalarType type = file.Named<torch.ScalarType>("type");
        HeadLayer loaded = HeadLayer.Load(file, type, shape.Features, columns(shape.Outputs), layer.Weight.device);
        return new AleatoricHead(tap, loaded, shape, options);
    }

    public void Dispose()
    {
        _disposed = true;
        _layer.Dispose();
    }

    /// <summary>A pass before the training: moments of the features, and what the task wants to know of outputs and targets.</summary>
    private static HeadLayer Start(HeadBatches batches, IHeadTask task)
    {
        using FeatureMoments moments = new();
        torch.ScalarType type = torch.ScalarType.Float32;
        batches.Pass(0, (_, features, outputs, targets) =>
        {
            task.Look(outputs, targets);
            moments.Update(features);
            type = features.dtype;
        });
        return HeadLayer.Zero(moments, type, task.Columns(batches.Shape!.Outputs));
    }
}
