using TorchSharp;
using TorchSharp.Modules;
using Module = TorchSharp.torch.nn.Module;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// A BatchNorm that keeps running statistics, whichever of the three classes it is. Some versions of them hand out a new tensor at
/// each reading: read its tensors within a dispose scope.
/// </summary>
internal sealed class BatchNormLayer
{
    // Large enough for the shift to be lost in rounding beside it, and a power of two, so that it divides out without a trace.
    private const double Far = 1L << 60;
    private const double FarInHalf = 1L << 14;

    private readonly int _dimensions;
    private readonly Func<(Tensor? Mean, Tensor? Variance)> _running;
    private readonly Func<(Tensor? Weight, Tensor? Bias)> _own;

    private BatchNormLayer(
        string name,
        torch.nn.Module<Tensor, Tensor> module,
        int dimensions,
        Func<(Tensor? Mean, Tensor? Variance)> running,
        Func<(Tensor? Weight, Tensor? Bias)> own)
    {
        Name = name;
        Module = module;
        _dimensions = dimensions;
        _running = running;
        _own = own;
    }

    /// <summary>Where it is in the module tree.</summary>
    public string Name { get; }

    /// <summary>The module.</summary>
    public torch.nn.Module<Tensor, Tensor> Module { get; }

    /// <summary>[C] the module's own buffer.</summary>
    public Tensor RunningMean => _running().Mean!;

    /// <summary>[C] the module's own buffer.</summary>
    public Tensor RunningVariance => _running().Variance!;

    /// <summary>[C] γ, the module's own; null for 1.</summary>
    public Tensor? Weight => _own().Weight;

    /// <summary>[C] β, the module's own; null for 0.</summary>
    public Tensor? Bias => _own().Bias;

    /// <summary>The layer of a module; null where it is no BatchNorm or keeps no running statistics.</summary>
    public static BatchNormLayer? Of(string name, Module module)
    {
        BatchNormLayer? layer = module switch
        {
            BatchNorm1d norm => new(name, norm, 2, () => (norm.running_mean, norm.running_var), () => (norm.weight, norm.bias)),
            BatchNorm2d norm => new(name, norm, 4, () => (norm.running_mean, norm.running_var), () => (norm.weight, norm.bias)),
            BatchNorm3d norm => new(name, norm, 5, () => (norm.running_mean, norm.running_var), () => (norm.weight, norm.bias)),
            _ => null,
        };
        using DisposeScope scope = torch.NewDisposeScope();
        return layer?._running().Mean is null ? null : layer;
    }

    /// <summary>Those of a network that keep running statistics, in the order of its module tree.</summary>
    public static IReadOnlyList<BatchNormLayer> In(Module network)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return [.. NetworkModules.Of(network).Select(entry => Of(entry.Name, entry.Module)).OfType<BatchNormLayer>()];
    }

    /// <summary>Shows what comes in, each time just before the layer runs; the result takes that back.</summary>
    public Action Watch(Action<Tensor> see) => Module.register_forward_pre_hook((_, input) =>
    {
        see(input);
        return input;
    }).remove;

    /// <summary>
    /// What the layer does in evaluation mode, as y = scale · x + shift, both [C]. Read off its answers to two inputs: not every
    /// version of the class tells its ε.
    /// </summary>
    public (Tensor Scale, Tensor Shift) Affine()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor like = RunningMean;
        double far = like.dtype == torch.ScalarType.Float16 ? FarInHalf : Far;
        long[] shape = [1, like.numel(), .. Enumerable.Repeat(1L, _dimensions - 2)];
        Tensor zero = torch.zeros(shape, dtype: like.dtype, device: like.device);
        Tensor shift = Module.forward(zero).flatten();
        Tensor scale = Module.forward(zero + far).flatten() / far;
        return (scale.MoveToOuterDisposeScope(), shift.MoveToOuterDisposeScope());
    }

    /// <summary>
    /// The ε beside the variance, from the scale γ / √ε that the layer has at a variance of 0. Overwrites the running statistics: only
    /// within a <see cref="RunningStatisticsScope"/>, in evaluation mode.
    /// </summary>
    public double Epsilon()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        RunningMean.zero_();
        RunningVariance.zero_();
        Tensor scale = Affine().Scale.to_type(torch.ScalarType.Float64);
        Tensor weight = Weight?.detach().to_type(torch.ScalarType.Float64) ?? torch.ones_like(scale);
        long largest = weight.abs().argmax().item<long>();
        double ratio = weight[largest].item<double>() / scale[largest].item<double>();

        // Without any weight the layer gives a constant, whatever ε is.
        return double.IsNaN(ratio) ? 1 : ratio * ratio;
    }
}
