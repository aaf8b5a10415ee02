using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>What the training data say of a last layer: its curvature, and how well it fits. Owns the curvature until it is taken.</summary>
internal sealed class LaplaceSum : IDisposable
{
    private readonly torch.nn.Module<Tensor, Tensor> _network;
    private readonly PassMemory _memory;
    private readonly bool[] _seen;
    private CurvatureSum? _sum;
    private Curvature? _curvature;

    private LaplaceSum(torch.nn.Module<Tensor, Tensor> network, LastLayer layer)
    {
        _network = network;
        _memory = new PassMemory([network], 1, inputs => inputs);
        Layer = layer;
        _seen = new bool[layer.Outputs];
    }

    public LastLayer Layer { get; }

    /// <summary>Σ ln p(y | x) of a classification.</summary>
    public double LogLikelihood { get; private set; }

    /// <summary>Σ residual² of a regression.</summary>
    public double SquaredResiduals { get; private set; }

    /// <summary>Number of training inputs N.</summary>
    public long Count { get; private set; }

    public Curvature Curvature => _curvature!;

    /// <summary>Runs all batches through the network once.</summary>
    public static LaplaceSum Of(
        torch.nn.Module<Tensor, Tensor> network,
        IEnumerable<(Tensor Inputs, Tensor Targets)> batches,
        LaplaceOptions options,
        bool classes,
        IProgress<int>? progress,
        CancellationToken cancellationToken)
    {
        LaplaceSum? sum = null;
        try
        {
            int done = 0;
            foreach ((Tensor inputs, Tensor targets) in batches)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Check(inputs, targets);
                sum ??= Start(network, inputs, options, classes);
                sum.Add(inputs, targets, options, classes);
                progress?.Report(++done);
            }

            if (sum is null)
            {
                throw new ArgumentException("must hold at least one batch; got none.", nameof(batches));
            }

            if (classes && sum._seen.Count(seen => seen) < 2)
            {
                throw new ArgumentException(
                    $"must hold inputs of at least 2 classes; all {sum.Count} are of class {Array.IndexOf(sum._seen, true)}.", nameof(batches));
            }

            sum._curvature = sum._sum!.Complete();
            return sum;
        }
        catch
        {
            sum?.Dispose();
            throw;
        }
        finally
        {
            sum?._sum?.Dispose();
        }
    }

    /// <summary>The curvature, which is the caller's from here on.</summary>
    public Curvature Take()
    {
        Curvature taken = Curvature;
        _curvature = null;
        return taken;
    }

    public void Dispose() => _curvature?.Dispose();

    private static void Check(Tensor batches, Tensor targets)
    {
        Guard.MinimumRank(batches, 2, "[N, …]");
        Guard.Finite(batches);
        Guard.NotNull(targets, nameof(batches));
        if (targets.ndim == 0 || targets.shape[0] != batches.shape[0])
        {
            throw new ArgumentException(
                $"must pair inputs [N, …] with as many targets; got [{string.Join(", ", batches.shape)}] and [{string.Join(", ", targets.shape)}].",
                nameof(batches));
        }
    }

    private static LaplaceSum Start(torch.nn.Module<Tensor, Tensor> network, Tensor inputs, LaplaceOptions options, bool classes)
    {
        LaplaceSum sum = new(network, LastLayer.Find(network, inputs));
        LastLayer layer = sum.Layer;
        if (classes && layer.Outputs < 2)
        {
            throw new ArgumentException(
                $"must give at least 2 logits, one for each class; its last layer '{layer.Name}' gives {layer.Outputs}.", nameof(network));
        }

        Int128 weights = (Int128)layer.Outputs * layer.Features;
        Int128 numbers = (options.Covariance, classes) switch
        {
            (LaplaceCovariance.Full, true) => weights * weights,
            (LaplaceCovariance.Diagonal, _) => weights,
            _ => ((Int128)layer.Outputs * layer.Outputs) + ((Int128)layer.Features * layer.Features),
        };

        // The sum, its eigenvectors, and as much again while these are found.
        Int128 bytes = 3 * sizeof(double) * numbers;
        if (bytes > options.MemoryLimit)
        {
            throw new ArgumentException(
                $"asks for a {options.Covariance} covariance of {weights} weights, which takes {bytes} bytes; MemoryLimit is {options.MemoryLimit}.",
                nameof(options));
        }

        using DisposeScope scope = torch.NewDisposeScope();
        sum._sum = new CurvatureSum(options.Covariance, layer.Outputs, layer.Features, classes, layer.Layer.weight!.device);
        return sum;
    }

    private void Add(Tensor batches, Tensor targets, LaplaceOptions options, bool classes)
    {
        using EvaluationModeScope evaluation = new(_network);
        long most = _memory.Rows(batches, options);
        for (long first = 0; first < batches.shape[0]; first += most)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            long length = Math.Min(most, batches.shape[0] - first);
            (Tensor features, Tensor outputs) = Layer.Run(batches.narrow(0, first, length));
            Tensor wanted = targets.narrow(0, first, length).to(outputs.device);
            Count += length;
            if (classes)
            {
                AddClasses(features, outputs, wanted);
            }
            else
            {
                AddResiduals(features, outputs, wanted);
            }
        }
    }

    private void AddClasses(Tensor features, Tensor outputs, Tensor batches)
    {
        bool whole = batches.dtype is torch.ScalarType.Int64 or torch.ScalarType.Int32 or torch.ScalarType.Int16 or torch.ScalarType.Int8
            or torch.ScalarType.Byte;
        if (!whole || batches.ndim != 1)
        {
            throw new ArgumentException(
                $"must have labels [N] of a whole-number type; got [{string.Join(", ", batches.shape)}] {batches.dtype}.", nameof(batches));
        }

        Tensor labels = batches.to_type(torch.ScalarType.Int64);
        long lowest = labels.min().item<long>();
        long highest = labels.max().item<long>();
        if (lowest < 0 || highest >= Layer.Outputs)
        {
            throw new ArgumentException($"must have labels in [0, {Layer.Outputs - 1}]; got {(lowest < 0 ? lowest : highest)}.", nameof(batches));
        }

        foreach (long label in labels.cpu().data<long>().ToArray())
        {
            _seen[label] = true;
        }

        Tensor logarithms = torch.nn.functional.log_softmax(outputs, 1);
        LogLikelihood += logarithms.gather(1, labels.unsqueeze(1)).sum().item<double>();
        _sum!.Add(features, logarithms.exp());
    }

    private void AddResiduals(Tensor features, Tensor outputs, Tensor batches)
    {
        if (!batches.shape.AsSpan().SequenceEqual(outputs.shape) || !torch.is_floating_point(batches.dtype))
        {
            throw new ArgumentException(
                $"must have targets of a floating-point type in the shape of the outputs, [{string.Join(", ", outputs.shape)}]; got "
                + $"[{string.Join(", ", batches.shape)}] {batches.dtype}.",
                nameof(batches));
        }

        Guard.Finite(batches);
        SquaredResiduals += (batches.to_type(torch.ScalarType.Float64) - outputs).square().sum().item<double>();
        _sum!.Add(features, null);
    }
}
