using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>What the training data say of a network: its curvature, and how well it fits. Owns the curvature until it is taken.</summary>
internal sealed class LaplaceSum : IDisposable
{
    private readonly LinearisedMemory _memory;
    private readonly CurvatureSum _sum;
    private readonly bool[] _seen;
    private Curvature? _curvature;

    private LaplaceSum(LinearisedNetwork network, LaplaceCovariance covariance, long outputs, torch.Device device)
    {
        Network = network;
        Outputs = outputs;
        _memory = new LinearisedMemory(network, jacobians => CurvatureSum.RowLength(covariance, jacobians));
        _sum = new CurvatureSum(covariance, network.Layers, device);
        _seen = new bool[outputs];
    }

    public LinearisedNetwork Network { get; }

    /// <summary>C.</summary>
    public long Outputs { get; }

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

            sum._curvature = sum._sum.Complete();
            return sum;
        }
        catch
        {
            sum?.Dispose();
            throw;
        }
        finally
        {
            sum?._sum.Dispose();
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
        using DisposeScope scope = torch.NewDisposeScope();
        LinearisedNetwork found = ReferenceEquals(options.Layers, LaplaceLayers.Last)
            ? LastLayer.Find(network, inputs)
            : LayerStack.Find(network, inputs, options);
        LaplaceCovariance covariance = found.Kept(options.Covariance, classes);

        // The sum, its eigenvectors, and as much again while these are found.
        Int128 bytes = 3 * sizeof(double) * CurvatureSum.Numbers(covariance, found.Layers);
        if (bytes > options.MemoryLimit)
        {
            throw new ArgumentException(
                $"asks for a {options.Covariance} covariance of {found.Layers.Sum(layer => layer.Parameters)} weights, which takes {bytes} bytes; "
                + $"MemoryLimit is {options.MemoryLimit}.",
                nameof(options));
        }

        using LinearisedPass first = found.Run(inputs.narrow(0, 0, 1));
        Tensor outputs = first.Outputs();
        return classes && outputs.shape[1] < 2
            ? throw new ArgumentException($"must give at least 2 logits, one for each class; it gives {outputs.shape[1]}.", nameof(network))
            : new LaplaceSum(found, covariance, outputs.shape[1], outputs.device);
    }

    private void Add(Tensor batches, Tensor targets, LaplaceOptions options, bool classes)
    {
        using IDisposable noGradient = torch.no_grad();
        long most = _memory.Rows(batches, options);
        for (long first = 0; first < batches.shape[0]; first += most)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            long length = Math.Min(most, batches.shape[0] - first);
            using LinearisedPass pass = Network.Run(batches.narrow(0, first, length));
            Tensor outputs = pass.Outputs();
            Tensor wanted = targets.narrow(0, first, length).to(outputs.device);
            Tensor? probabilities = classes ? AddClasses(outputs, wanted) : null;
            if (!classes)
            {
                AddResiduals(outputs, wanted);
            }

            Count += length;
            _sum.Add(pass.Terms(probabilities));
        }
    }

    /// <summary>[n, C] the probabilities of the classes.</summary>
    private Tensor AddClasses(Tensor outputs, Tensor batches)
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
        if (lowest < 0 || highest >= Outputs)
        {
            throw new ArgumentException($"must have labels in [0, {Outputs - 1}]; got {(lowest < 0 ? lowest : highest)}.", nameof(batches));
        }

        foreach (long label in labels.cpu().data<long>().ToArray())
        {
            _seen[label] = true;
        }

        Tensor logarithms = torch.nn.functional.log_softmax(outputs, 1);
        LogLikelihood += logarithms.gather(1, labels.unsqueeze(1)).sum().item<double>();
        return logarithms.exp();
    }

    private void AddResiduals(Tensor outputs, Tensor batches)
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
    }
}
