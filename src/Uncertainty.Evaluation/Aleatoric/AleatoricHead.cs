using TorchSharp;
using TorchSharp.Modules;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>
/// What both aleatoric heads share: a linear layer from a network's frozen features to the log-variances of its outputs, and its
/// training. The network itself stays as it is.
/// </summary>
internal sealed class AleatoricHead : IDisposable
{
    private readonly FeatureTap _tap;
    private readonly Layer _logVariance;

    private AleatoricHead(FeatureTap tap, Layer logVariance)
    {
        _tap = tap;
        _logVariance = logVariance;
    }

    public delegate Tensor Loss(Tensor outputs, Tensor logVariances, Tensor targets);

    public static AleatoricHead Fit(
        torch.nn.Module<Tensor, Tensor> network,
        IEnumerable<(Tensor Inputs, Tensor Targets)> batches,
        AleatoricHeadOptions options,
        Loss loss,
        IProgress<HeadProgress>? progress,
        CancellationToken cancellationToken)
    {
        FeatureTap tap = new(network);
        Layer? layer = null;
        Trainer? optimizer = null;
        bool whole = false;
        try
        {
            for (int epoch = 1; epoch <= options.Epochs; epoch++)
            {
                int batch = 0;
                foreach ((Tensor inputs, Tensor targets) in batches)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    Guard.MinimumRank(inputs, 1, "[N, …]");
                    Guard.Finite(inputs);
                    Guard.NotNull(targets);
                    Guard.Finite(targets);
                    using DisposeScope scope = torch.NewDisposeScope();
                    (Tensor features, Tensor outputs) = tap.Run(inputs);
                    layer ??= new Layer(features, outputs);
                    optimizer ??= new Trainer(layer, options.LearningRate);
                    double value = optimizer.Step(() => loss(outputs, layer.Apply(features), targets));
                    batch++;
                    progress?.Report(new HeadProgress(epoch, options.Epochs, batch, value));
                }

                if (batch == 0)
                {
                    throw new ArgumentException(
                        epoch == 1 ? "must hold at least one batch; got none." : $"gave no batch in epoch {epoch}: it must be enumerable again.",
                        nameof(batches));
                }
            }

            whole = true;
            return new AleatoricHead(tap, layer!);
        }
        finally
        {
            optimizer?.Dispose();
            if (!whole)
            {
                layer?.Dispose();
            }
        }
    }

    /// <summary>[N, C] outputs of the network and [N, C] log-variances, in the current dispose scope.</summary>
    public (Tensor Outputs, Tensor LogVariances) Run(Tensor inputs)
    {
        Guard.MinimumRank(inputs, 1, "[N, …]");
        Guard.Finite(inputs);
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradient = torch.no_grad();
        (Tensor features, Tensor outputs) = _tap.Run(inputs);
        return scope.MoveToOuter(outputs, _logVariance.Apply(features));
    }

    public void Dispose() => _logVariance.Dispose();

    /// <summary>A linear map that starts at zero: unit variance everywhere, and no random number needed.</summary>
    private sealed class Layer : IDisposable
    {
        // The layer outlives the scope of the batch it is made in, and so must its parameters.
        public Layer(Tensor features, Tensor outputs)
        {
            Weight = new Parameter(
                torch.zeros(features.shape[1], outputs.shape[1], dtype: features.dtype, device: features.device).DetachFromDisposeScope());
            Bias = new Parameter(torch.zeros(outputs.shape[1], dtype: features.dtype, device: features.device).DetachFromDisposeScope());
            Weight.DetachFromDisposeScope();
            Bias.DetachFromDisposeScope();
        }

        public Parameter Weight { get; }

        public Parameter Bias { get; }

        public Tensor Apply(Tensor features)
        {
            using Tensor product = features.matmul(Weight);
            return product + Bias;
        }

        public void Dispose()
        {
            Weight.Dispose();
            Bias.Dispose();
        }
    }

    private sealed class Trainer(Layer layer, double learningRate) : IDisposable
    {
        private readonly Adam _adam = torch.optim.Adam([layer.Weight, layer.Bias], learningRate);

        public double Step(Func<Tensor> loss)
        {
            using IDisposable gradient = torch.enable_grad();
            _adam.zero_grad();
            Tensor value = loss();
            double number = value.detach().to_type(torch.ScalarType.Float64).item<double>();
            if (!double.IsFinite(number))
            {
                throw new InvalidOperationException(
                    $"The training of the aleatoric head diverged: the loss is {number}. A lower LearningRate may help.");
            }

            value.backward();
            _adam.step();
            return number;
        }

        public void Dispose() => _adam.Dispose();
    }
}
