using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>Reads and writes saved Laplace approximations.</summary>
internal static class LaplaceFiles
{
    public static IEnumerable<KeyValuePair<string, string>> Settings(LastLayer layer, LaplaceOptions options, LaplaceFit fit) =>
    [
        new("layer", layer.Name),
        new("covariance", options.Covariance.ToString()),
        new("prior_precision", TensorFile.Exact(fit.PriorPrecision)),
        new("noise_variance", TensorFile.Exact(fit.NoiseVariance)),
        new("log_marginal_likelihood", TensorFile.Exact(fit.LogMarginalLikelihood)),
        new("effective_parameters", TensorFile.Exact(fit.EffectiveParameters)),
        .. SamplingFiles.Settings(options, options.Draws, options.Seed),
    ];

    /// <summary>Makes the object of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">What it must hold.</param>
    /// <param name="version">The newest version that is understood.</param>
    /// <param name="network">The network that it was fitted to.</param>
    /// <param name="make">Makes the object.</param>
    public static T Load<T>(
        string path,
        string kind,
        int version,
        torch.nn.Module<Tensor, Tensor> network,
        Func<LastLayer, Curvature, LaplaceOptions, LaplaceFit, T> make)
    {
        Guard.NotNull(network);
        using TensorFile file = TensorFile.Load(path, kind, version);
        using DisposeScope scope = torch.NewDisposeScope();
        LaplaceFit fit = new(
            file.Number("prior_precision"),
            file.Number("noise_variance"),
            file.Number("log_marginal_likelihood"),
            file.Number("effective_parameters"));
        bool classes = kind == ClassificationLaplace.FileKind;
        if (classes && fit.NoiseVariance != 1)
        {
            throw file.Wrong($"its noise_variance is {fit.NoiseVariance}, where a classification has 1.");
        }

        LaplaceOptions options = file.Make(() => Options(file, fit, classes));
        LastLayer layer = LastLayer.Named(network, file.Text("layer")) ?? throw file.Wrong($"the network has no Linear '{file.Text("layer")}'.");
        Tensor weights = layer.Weights();
        Tensor mean = file.Get("mean", torch.ScalarType.Float64, layer.Outputs, layer.Features).to(weights.device);
        if (mean.ne(weights).any().item<bool>())
        {
            throw file.Wrong($"the weights of the network's layer '{layer.Name}' are not those that it was fitted to.");
        }

        Curvature curvature = Load(file, layer, options.Covariance, classes, weights.device);
        return make(layer, curvature, options, fit);
    }

    private static LaplaceOptions Options(TensorFile file, LaplaceFit fit, bool classes) => SamplingFiles.Common(file, new LaplaceOptions
    {
        Covariance = Enum.TryParse(file.Text("covariance"), out LaplaceCovariance covariance)
            ? covariance
            : throw file.Wrong($"its covariance '{file.Text("covariance")}' is not known."),
        PriorPrecision = fit.PriorPrecision,
        NoiseVariance = classes ? null : fit.NoiseVariance,
        Draws = file.Count(SamplingFiles.Draws),
        Seed = file.Integer(SamplingFiles.Seed),
    });

    private static Curvature Load(TensorFile file, LastLayer layer, LaplaceCovariance covariance, bool classes, torch.Device device) =>
        (covariance, classes) switch
        {
            (LaplaceCovariance.Full, true) => FullCurvature.Load(file, layer.Outputs, layer.Features, device),
            (LaplaceCovariance.Diagonal, _) => DiagonalCurvature.Load(file, layer.Outputs, layer.Features, device),
            _ => KroneckerCurvature.Load(file, layer.Outputs, layer.Features, device),
        };
}
