using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>Reads and writes saved Laplace approximations.</summary>
internal static class LaplaceFiles
{
    public static IEnumerable<KeyValuePair<string, string>> Settings(LinearisedNetwork network, LaplaceOptions options, LaplaceFit fit) =>
    [
        new("layers", options.Layers.ToString()),
        new("varying", network.Layout),
        new("drawing", options.Drawing.ToString()),
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
        Func<LinearisedNetwork, Curvature, LaplaceOptions, LaplaceFit, T> make)
    {
        Guard.NotNull(network);
        using TensorFile file = TensorFile.Load(path, kind, version);
        if (file.Version < version)
        {
            throw file.Wrong($"it has version {file.Version}, of last layers only, and version {version} is understood here. Fit again.");
        }

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

        string layout = file.Text("varying");
        string[] names = [.. layout.Split('\n').Select(line => line[..Math.Max(0, line.LastIndexOf(" [", StringComparison.Ordinal))])];
        LaplaceOptions options = file.Make(() => Options(file, names, fit, classes));
        LinearisedNetwork? found =
            ReferenceEquals(options.Layers, LaplaceLayers.Last) ? LastLayer.Named(network, names[0]) : LayerStack.Named(network, names);
        if (found?.Layout != layout)
        {
            throw file.Wrong($"it was fitted to the layers {Line(layout)}; of these the network has {Line(found?.Layout ?? "not all")}.");
        }

        Tensor weights = found.Weights();
        Tensor mean = file.Get("mean", torch.ScalarType.Float64, weights.shape).to(weights.device);
        if (mean.ne(weights).any().item<bool>())
        {
            throw file.Wrong($"the weights of the network's layers {string.Join(", ", names)} are not those that it was fitted to.");
        }

        Curvature curvature = Load(file, found.Layers, found.Kept(options.Covariance, classes), weights.device);
        return make(found, curvature, options, fit);

        static string Line(string lines) => lines.Replace("\n", ", ", StringComparison.Ordinal);
    }

    private static LaplaceOptions Options(TensorFile file, string[] names, LaplaceFit fit, bool classes) => SamplingFiles.Common(file, new LaplaceOptions
    {
        Layers = file.Text("layers") switch
        {
            nameof(LaplaceLayers.Last) => LaplaceLayers.Last,
            nameof(LaplaceLayers.All) => LaplaceLayers.All,
            nameof(LaplaceLayers.Named) => LaplaceLayers.Named(names),
            _ => throw file.Wrong($"its layers '{file.Text("layers")}' are not known."),
        },
        Drawing = file.Named<LaplaceDrawing>("drawing"),
        Covariance = file.Named<LaplaceCovariance>("covariance"),
        PriorPrecision = fit.PriorPrecision,
        NoiseVariance = classes ? null : fit.NoiseVariance,
        Draws = file.Count(SamplingFiles.Draws),
        Seed = file.Integer(SamplingFiles.Seed),
    });

    private static Curvature Load(TensorFile file, IReadOnlyList<WeightLayer> layers, LaplaceCovariance covariance, torch.Device device) =>
        covariance switch
        {
            LaplaceCovariance.Full => FullCurvature.Load(file, layers, device),
            LaplaceCovariance.Kronecker => KroneckerCurvature.Load(file, layers, device),
            _ => DiagonalCurvature.Load(file, layers, device),
        };
}
