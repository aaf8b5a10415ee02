using Uncertainty.Bnn.Distributions;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Reference;

internal static partial class ReferenceFunctions
{
    private static Dictionary<string, Func<ReferenceCase, object>> Bijectors => new()
    {
        ["distributions.bijector_exp"] = c => Both(c, new ExpBijector()),
        ["distributions.bijector_affine"] = c => Both(c, new AffineBijector(c.Number(Of + "shift"), c.Number(Of + "scale"))),
        ["distributions.bijector_softplus"] = c => Both(c, new SoftplusBijector()),
        ["distributions.bijector_sigmoid"] = c => Both(c, new SigmoidBijector()),
        ["distributions.bijector_tanh"] = c => Both(c, new TanhBijector()),
        ["distributions.bijector_power"] = c => Both(c, new PowerBijector(c.Number(Of + "power"))),
        ["distributions.bijector_gumbel_cdf"] = c => Both(c, new GumbelCdfBijector(c.Number(Of + "loc"), c.Number(Of + "scale"))),
        ["distributions.bijector_power_mindspore"] = c => Both(c, new InverseBoxCoxBijector(c.Number(Of + "power"))),
        ["distributions.bijector_softplus_sharpness"] = c => InScope(() =>
            Members(Onward(c, new SoftplusBijector(c.Number(Of + "sharpness"))))),
        ["distributions.bijector_chain"] = c => InScope(() => Members(Onward(
            c, new ChainBijector(new AffineBijector(0.5, 2), new TanhBijector(), new AffineBijector(0, 3))))),
        ["distributions.transformed_sigmoid"] = c => Transformed(c, new SigmoidBijector()),
        ["distributions.transformed_tanh"] = c => Transformed(c, new TanhBijector()),
        ["distributions.transformed_affine_exp"] = c =>
            Transformed(c, new ChainBijector(new AffineBijector(1.5, -2), new ExpBijector())),
    };

    private static (string Name, object Value)[] Onward(ReferenceCase c, Bijector bijector)
    {
        Tensor x = Input(c, "x");
        return [("forward", Values.Of(bijector.Forward(x))), ("forward_log_det", Values.Of(bijector.ForwardLogDeterminant(x)))];
    }

    private static object Both(ReferenceCase c, Bijector bijector) => InScope(() =>
    {
        Tensor y = Input(c, "y");
        return Members([
            .. Onward(c, bijector),
            ("inverse", Values.Of(bijector.Inverse(y))),
            ("inverse_log_det", Values.Of(bijector.InverseLogDeterminant(y)))]);
    });

    private static object Transformed(ReferenceCase c, Bijector bijector) => InScope(() =>
    {
        using Normal normal = Normal(c, string.Empty);
        using TransformedDistribution transformed = new(normal, bijector);
        return Values.Of(transformed.LogProbability(Input(c, "y")));
    });
}
