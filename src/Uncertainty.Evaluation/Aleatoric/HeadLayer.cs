using TorchSharp;
using TorchSharp.Modules;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>
/// A linear map of standardised features, W (x - m) / c + b, position by position. It starts at zero: scale 1 everywhere, and no random number
/// needed.
/// </summary>
internal sealed class HeadLayer : IDisposable
{
    private const string WeightName = "weight";
    private const string BiasName = "bias";
    private const string MeanName = "feature_mean";
    private const string ScaleName = "feature_scale";

    private readonly Tensor _mean;
    private readonly Tensor _scale;

    /// <summary>Copies what it is given.</summary>
    private HeadLayer(Tensor weight, Tensor bias, Tensor mean, Tensor scale)
    {
        // The layer outlives the scope that it is made in, and so must its parameters.
        Weight = new Parameter(weight.clone().DetachFromDisposeScope());
        Bias = new Parameter(bias.clone().DetachFromDisposeScope());
        Weight.DetachFromDisposeScope();
        Bias.DetachFromDisposeScope();
        _mean = mean.clone().DetachFromDisposeScope();
        _scale = scale.clone().DetachFromDisposeScope();
    }

    public Parameter Weight { get; }

    public Parameter Bias { get; }

    /// <summary>What is saved. The tensors stay the layer's.</summary>
    public (string Name, Tensor Value)[] Parts => [(WeightName, Weight), (BiasName, Bias), (MeanName, _mean), (ScaleName, _scale)];

    /// <summary>From F features to K numbers, all of them 0.</summary>
    public static HeadLayer Zero(FeatureMoments moments, torch.ScalarType type, long columns)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        (Tensor mean, Tensor scale) = moments.Read(type);
        Tensor weight = torch.zeros(columns, mean.shape[0], dtype: type, device: mean.device);
        return new HeadLayer(weight, torch.zeros(columns, dtype: type, device: mean.device), mean, scale);
    }

    /// <summary>From a file, where it was F features and K numbers.</summary>
    /// <exception cref="InvalidDataException">It is not there, or is another.</exception>
    public static HeadLayer Load(TensorFile file, torch.ScalarType type, long features, long columns, torch.Device device)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor scale = file.Get(ScaleName, type, features);
        if (scale.le(0).any().item<bool>())
        {
            throw file.Wrong($"its tensor '{ScaleName}' has values that are not greater than 0.");
        }

        return new HeadLayer(
            file.Get(WeightName, type, columns, features).to(device),
            file.Get(BiasName, type, columns).to(device),
            file.Get(MeanName, type, features).to(device),
            scale.to(device));
    }

    /// <summary>[N, K, …] of [N, F, …] features of the layer's type, in the current dispose scope.</summary>
    public Tensor Apply(Tensor features)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor standard = (Positions.Rows(features) - _mean.to(features.device)) / _scale.to(features.device);
        Tensor rows = torch.nn.functional.linear(standard, Weight.to(features.device), Bias.to(features.device));
        return Positions.Map(rows, features).MoveToOuterDisposeScope();
    }

    /// <summary>What it gives becomes factor times that plus shift, one of each for each of its K numbers.</summary>
    public void Rescale(double[] factors, double[] shifts)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradient = torch.no_grad();
        Tensor factor = torch.tensor(factors).to_type(Weight.dtype).to(Weight.device);
        Weight.mul_(factor.unsqueeze(1));
        Bias.mul_(factor).add_(torch.tensor(shifts).to_type(Weight.dtype).to(Weight.device));
    }

    public void Dispose()
    {
        Weight.Dispose();
        Bias.Dispose();
        _mean.Dispose();
        _scale.Dispose();
    }
}
