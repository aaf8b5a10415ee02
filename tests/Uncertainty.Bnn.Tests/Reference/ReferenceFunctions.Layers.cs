using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Reference;

internal static partial class ReferenceFunctions
{
    private static Dictionary<string, Func<ReferenceCase, object>> Layers => new()
    {
        ["layers.kl_mean_field_normal"] = MeanFieldDivergence,
    };

    /// <summary>A layer of one output, whose weights have the recorded means and deviations.</summary>
    private static object MeanFieldDivergence(ReferenceCase c) => InScope(() =>
    {
        using IDisposable noGradient = no_grad();
        Tensor mean = Input(c, "posterior_mean");
        Tensor deviation = Input(c, "posterior_std");
        NormalPrior prior = new() { Mean = c.Number("prior_mean"), StandardDeviation = c.Number("prior_std") };
        using BayesianLinear layer = new(mean.numel(), 1, bias: false, new BayesianLayerOptions { Prior = prior });
        layer.to(ScalarType.Float64);
        layer.WeightMean.copy_(mean.reshape(1, -1));
        layer.get_parameter("weight_rho")!.copy_(deviation.expm1().log().reshape(1, -1));
        return layer.Kl().item<double>();
    });
}
